package dev.waybill.webhook;

import dev.waybill.destination.http.HttpPeer;
import dev.waybill.destination.http.Receiver;
import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.destination.Halving;
import dev.waybill.domain.destination.Halving.Answer.Refused;
import dev.waybill.domain.destination.Halving.Answer.Settled;
import dev.waybill.domain.destination.Halving.Answer.Stopped;
import dev.waybill.domain.destination.Halving.Reach;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.destination.Probe.Finding;
import dev.waybill.domain.destination.Probe.Result;
import dev.waybill.domain.destination.SafeMessage;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a receiver's answer: its results event by event where it gives them, else its status. */
final class ReceiverVerdict {
  /** What one answer means, and the words a call is recorded with. */
  record Read(Halving.Answer answer, String code, String message) {}

  private static final String UNREADABLE = "unreadable_answer";
  private static final String PRIVATE = "private_address";
  private static final String NOT_PUBLIC =
      "The URL's host has an address that is not public, so nothing was sent. Give a public one, or"
          + " set WAYBILL_WEBHOOK_ALLOW_PRIVATE_ADDRESSES to true for receivers of your own network.";

  private final JsonCodec json;
  private final Credential credential;

  ReceiverVerdict(JsonCodec json, Credential credential) {
    this.json = json;
    this.credential = credential;
  }

  Read of(Receiver.Answer answer, List<OutboundEvent> sent) {
    return switch (answer) {
      case Receiver.Answer.Forbidden _ ->
          stopped(new Outcome.Blocked(PRIVATE, NOT_PUBLIC), PRIVATE, NOT_PUBLIC);
      case Receiver.Answer.Heard(var reply) -> of(reply, sent);
    };
  }

  private Read of(HttpPeer.Reply reply, List<OutboundEvent> sent) {
    return switch (reply) {
      case HttpPeer.Reply.Silence(var cause, var code, var message) ->
          deferred(cause, code, message, null);
      case HttpPeer.Reply.Answer answer when answer.status() / 100 == 2 -> success(answer, sent);
      case HttpPeer.Reply.Answer answer -> failure(answer.status(), answer.retryAfter());
    };
  }

  private Read success(HttpPeer.Reply.Answer answer, List<OutboundEvent> sent) {
    var code = "http_" + answer.status();
    if (isBroken(answer)) {
      return unreadable("The answer begins like JSON and is not well-formed.");
    }
    if (json.read(bytes(answer)).orElse(JsonArray.EMPTY) instanceof JsonObject object
        && object.get("results") != null) {
      return isOf(sent, object.get("results"))
          ? new Read(
              new Settled(outcomes((JsonArray) object.get("results"))),
              code,
              "The receiver answered event by event.")
          : unreadable("The results do not match the events that were sent.");
    }
    return new Read(
        new Settled(sent.stream().map(_ -> Outcome.ACCEPTED).toList()),
        code,
        "The receiver took the call.");
  }

  /** One result for each event, in order. */
  private static boolean isOf(List<OutboundEvent> sent, @Nullable Json results) {
    return results instanceof JsonArray(var elements)
        && elements.stream()
            .map(result -> result instanceof JsonObject object ? object.string("event_id") : null)
            .toList()
            .equals(sent.stream().map(event -> event.id().value()).toList());
  }

  private List<Outcome> outcomes(JsonArray results) {
    return results.elements().stream().map(result -> outcome((JsonObject) result)).toList();
  }

  private Outcome outcome(JsonObject result) {
    var given = result.string("message");
    var message =
        given == null ? "The receiver gave no reason." : SafeMessage.of(given, credential);
    return switch (result.string("status")) {
      case "accepted" -> Outcome.ACCEPTED;
      case "rejected" -> new Outcome.Rejected("rejected", message);
      case "retry" -> new Outcome.Deferred(Cause.EVENT, "retry", message, null);
      case null, default ->
          new Outcome.Deferred(
              Cause.EVENT, UNREADABLE, "The result is none that Waybill knows.", null);
    };
  }

  private static Read failure(int status, @Nullable Duration wait) {
    var code = "http_" + status;
    var message = "The receiver answered with HTTP status " + status + ".";
    return switch (status) {
      case 401, 403, 404, 405, 410 -> stopped(new Outcome.Blocked(code, message), code, message);
      case 429 -> deferred(Cause.THROTTLE, code, message, wait);
      case 408 -> deferred(Cause.UNANSWERED, code, message, wait);
      case 425 -> deferred(Cause.TRANSIENT, code, message, wait);
      default ->
          switch (status / 100) {
            case 3 -> stopped(new Outcome.Blocked(code, message), code, message);
            case 4 ->
                new Read(new Refused(new Outcome.Rejected(code, message), null), code, message);
            // A gateway may say so after the receiver took the events.
            default -> deferred(Cause.UNANSWERED, code, message, wait);
          };
    };
  }

  private static Read unreadable(String message) {
    return deferred(Cause.UNANSWERED, UNREADABLE, message, null);
  }

  private static Read deferred(Cause cause, String code, String message, @Nullable Duration wait) {
    return stopped(new Outcome.Deferred(cause, code, message, wait), code, message);
  }

  private static Read stopped(Outcome outcome, String code, String message) {
    return new Read(new Stopped(outcome, Reach.DELIVERY), code, message);
  }

  /** It set out to say something, and what it says cannot be read. */
  private boolean isBroken(HttpPeer.Reply.Answer answer) {
    var text = answer.body().stripLeading();
    return (text.startsWith("{") || text.startsWith("[")) && json.read(bytes(answer)).isEmpty();
  }

  private static byte[] bytes(HttpPeer.Reply.Answer answer) {
    return answer.body().getBytes(StandardCharsets.UTF_8);
  }

  Probe ofProbe(Receiver.Answer answer) {
    return new Probe(
        List.of(
            switch (answer) {
              case Receiver.Answer.Forbidden _ -> new Finding("address", Result.FAILED, NOT_PUBLIC);
              case Receiver.Answer.Heard(var reply) -> finding(reply);
            }));
  }

  private Finding finding(HttpPeer.Reply reply) {
    return switch (reply) {
      case HttpPeer.Reply.Silence(_, _, var message) ->
          new Finding("token", Result.UNKNOWN, "Inconclusive, try again: " + message);
      case HttpPeer.Reply.Answer answer when answer.status() / 100 == 2 ->
          isBroken(answer)
              ? new Finding("token", Result.UNKNOWN, "The receiver's answer cannot be read.")
              : new Finding("token", Result.PASSED, "The receiver took an empty batch.");
      case HttpPeer.Reply.Answer(var status, _, _) -> refusal(status);
    };
  }

  private static Finding refusal(int status) {
    var said = "the receiver answered with HTTP status " + status;
    return switch (status) {
      case 401, 403 ->
          new Finding(
              "token",
              Result.FAILED,
              "Check the bearer token and the signing secret: " + said + ".");
      case 408, 425, 429 -> inconclusive(said);
      default ->
          status >= 500
              ? inconclusive(said)
              : new Finding(
                  "token",
                  Result.FAILED,
                  "Check the URL, and that it takes an empty array: " + said + ".");
    };
  }

  private static Finding inconclusive(String said) {
    return new Finding("token", Result.UNKNOWN, "Inconclusive, try again: " + said + ".");
  }
}
