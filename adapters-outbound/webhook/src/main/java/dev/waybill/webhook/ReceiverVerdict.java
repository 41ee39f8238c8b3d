package dev.waybill.webhook;

import dev.waybill.destination.http.HttpPeer;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a receiver's answer: its results event by event where it gives them, else its status. */
final class ReceiverVerdict {
  /** What one answer means, and the words a call is recorded with. */
  record Read(Halving.Answer answer, String code, String message) {}

  private static final String UNREADABLE = "unreadable_answer";

  private final JsonCodec json;
  private final Credential credential;

  ReceiverVerdict(JsonCodec json, Credential credential) {
    this.json = json;
    this.credential = credential;
  }

  Read of(HttpPeer.Reply reply, List<OutboundEvent> sent) {
    return switch (reply) {
      case HttpPeer.Reply.Silence(_, var code, var message) ->
          stopped(new Outcome.Deferred(Cause.TRANSIENT, code, message, null), code, message);
      case HttpPeer.Reply.Answer answer when answer.status() / 100 == 2 -> success(answer, sent);
      case HttpPeer.Reply.Answer answer -> failure(answer.status(), answer.retryAfter());
    };
  }

  private Read success(HttpPeer.Reply.Answer answer, List<OutboundEvent> sent) {
    var code = "http_" + answer.status();
    var body = json.read(answer.body().getBytes(StandardCharsets.UTF_8));
    if (isBroken(answer)) {
      var message = "The answer begins like JSON and is not well-formed.";
      return stopped(
          new Outcome.Deferred(Cause.TRANSIENT, UNREADABLE, message, null), UNREADABLE, message);
    }
    if (body.orElse(JsonArray.EMPTY) instanceof JsonObject object
        && object.get("results") != null) {
      return new Read(
          new Settled(results(object, sent)), code, "The receiver answered event by event.");
    }
    return new Read(
        new Settled(sent.stream().map(_ -> Outcome.ACCEPTED).toList()),
        code,
        "The receiver took the call.");
  }

  private List<Outcome> results(JsonObject body, List<OutboundEvent> sent) {
    var results =
        body.get("results") instanceof JsonArray(var elements) ? elements : List.<Json>of();
    var outcomes = new ArrayList<Outcome>();
    for (int i = 0; i < sent.size(); i++) {
      boolean matches =
          results.size() == sent.size()
              && results.get(i) instanceof JsonObject result
              && sent.get(i).id().value().equals(result.string("event_id"));
      outcomes.add(matches ? outcome((JsonObject) results.get(i)) : inconsistent());
    }
    return outcomes;
  }

  private Outcome outcome(JsonObject result) {
    var given = result.string("message");
    var message =
        given == null ? "The receiver gave no reason." : SafeMessage.of(given, credential);
    return switch (result.string("status")) {
      case "accepted" -> Outcome.ACCEPTED;
      case "rejected" -> new Outcome.Rejected("rejected", message);
      case "retry" -> new Outcome.Deferred(Cause.EVENT, "retry", message, null);
      case null, default -> inconsistent();
    };
  }

  private static Outcome inconsistent() {
    return new Outcome.Deferred(
        Cause.EVENT, UNREADABLE, "The results do not match the events that were sent.", null);
  }

  private static Read failure(int status, @Nullable Duration wait) {
    var code = "http_" + status;
    var message = "The receiver answered with HTTP status " + status + ".";
    return switch (status) {
      case 401, 403, 404, 405, 410 -> stopped(new Outcome.Blocked(code, message), code, message);
      case 429 -> stopped(new Outcome.Deferred(Cause.THROTTLE, code, message, wait), code, message);
      case 408, 425 ->
          stopped(new Outcome.Deferred(Cause.TRANSIENT, code, message, wait), code, message);
      default ->
          switch (status / 100) {
            case 3 -> stopped(new Outcome.Blocked(code, message), code, message);
            case 4 ->
                new Read(new Refused(new Outcome.Rejected(code, message), null), code, message);
            default ->
                stopped(new Outcome.Deferred(Cause.TRANSIENT, code, message, wait), code, message);
          };
    };
  }

  private static Read stopped(Outcome outcome, String code, String message) {
    return new Read(new Stopped(outcome, Reach.DELIVERY), code, message);
  }

  /** It set out to say something, and what it says cannot be read. */
  private boolean isBroken(HttpPeer.Reply.Answer answer) {
    var text = answer.body().stripLeading();
    return (text.startsWith("{") || text.startsWith("["))
        && json.read(text.getBytes(StandardCharsets.UTF_8)).isEmpty();
  }

  Probe ofProbe(HttpPeer.Reply reply) {
    return new Probe(List.of(finding(reply)));
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
      case 401, 403 -> new Finding("token", Result.FAILED, "Check the bearer token: " + said + ".");
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
