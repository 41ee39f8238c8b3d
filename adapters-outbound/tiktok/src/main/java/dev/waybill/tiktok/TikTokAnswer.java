package dev.waybill.tiktok;

import dev.waybill.destination.http.HttpPeer;
import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.SafeMessage;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonString;
import dev.waybill.tiktok.TikTokCode.Meaning;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What TikTok, or what stands before it, answered to one call.
 *
 * @param status null when no answer came
 * @param code TikTok's code as text, or a word of ours where it gave none
 * @param message safe to store and show
 * @param refusal where a refusal points, read before the message was made safe
 * @param retryAfter the wait a header named
 */
record TikTokAnswer(
    Meaning meaning,
    @Nullable Integer status,
    String code,
    String message,
    Refusal refusal,
    @Nullable String requestId,
    @Nullable Duration retryAfter,
    JsonObject data) {

  private static final Pattern DIGITS = Pattern.compile("-?\\d{1,18}");
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  /** Reads the body's code first; only an answer without one is judged by its status. */
  static TikTokAnswer read(HttpPeer.Reply reply, JsonCodec json, Credential credential) {
    return switch (reply) {
      case HttpPeer.Reply.Silence(var cause, var code, var message) ->
          new TikTokAnswer(
              cause == Cause.UNANSWERED ? Meaning.LOST : Meaning.ILL,
              null,
              code,
              message,
              Refusal.NONE,
              null,
              null,
              JsonObject.EMPTY);
      case HttpPeer.Reply.Answer answer -> {
        var body = json.read(answer.body().getBytes(StandardCharsets.UTF_8)).orElse(null);
        var code = body instanceof JsonObject object ? code(object.get("code")) : null;
        yield code == null || body == null
            ? withoutCode(answer)
            : withCode(answer, code, (JsonObject) body, credential);
      }
    };
  }

  private static TikTokAnswer withCode(
      HttpPeer.Reply.Answer answer, long code, JsonObject body, Credential credential) {
    var said = body.string("message");
    var message = said == null ? "TikTok gave no message." : said;
    var requestId = body.string("request_id");
    var meaning = TikTokCode.of(code).meaning();
    if (meaning == Meaning.TAKEN && answer.status() / 100 != 2) {
      return unreadable(answer, "The body says taken and the HTTP status does not.");
    }
    return new TikTokAnswer(
        meaning,
        answer.status(),
        Long.toString(code),
        SafeMessage.of(message, credential),
        meaning == Meaning.CONTENT || meaning == Meaning.UNCLEAR
            ? Refusal.of(message)
            : Refusal.NONE,
        requestId != null && REQUEST_ID.matcher(requestId).matches() ? requestId : null,
        answer.retryAfter(),
        body.object("data"));
  }

  private static TikTokAnswer withoutCode(HttpPeer.Reply.Answer answer) {
    var status = answer.status();
    if (status / 100 == 2) {
      return unreadable(answer, "The answer holds no code of TikTok's.");
    }
    var meaning =
        switch (status) {
          case 401, 403 -> Meaning.TOKEN;
          case 429 -> Meaning.THROTTLED;
          case 400, 413, 422 -> Meaning.CONTENT;
          case 425 -> Meaning.ILL;
          case 408 -> Meaning.LOST;
          default -> status >= 500 ? Meaning.LOST : Meaning.SETUP;
        };
    return ofStatus(
        answer,
        meaning,
        "http_" + status,
        "HTTP status " + status + " without a code of TikTok's.");
  }

  private static TikTokAnswer unreadable(HttpPeer.Reply.Answer answer, String message) {
    return ofStatus(answer, Meaning.LOST, "unreadable_answer", message);
  }

  private static TikTokAnswer ofStatus(
      HttpPeer.Reply.Answer answer, Meaning meaning, String code, String message) {
    return new TikTokAnswer(
        meaning,
        answer.status(),
        code,
        message,
        Refusal.NONE,
        null,
        answer.retryAfter(),
        JsonObject.EMPTY);
  }

  /** A whole number, or one written as text; null for anything else. */
  private static @Nullable Long code(@Nullable Json code) {
    return switch (code) {
      case JsonNumber number when number.isLong() -> number.value().longValueExact();
      case JsonString(var text) when DIGITS.matcher(text).matches() ->
          new BigDecimal(text).longValueExact();
      case null, default -> null;
    };
  }

  /** This answer with another wait than the one a header named. */
  TikTokAnswer waiting(Duration wait) {
    return new TikTokAnswer(meaning, status, code, message, refusal, requestId, wait, data);
  }

  /** Whether TikTok gave a code that our table lacks. */
  boolean isUnknown() {
    return DIGITS.matcher(code).matches() && !TikTokCode.of(Long.parseLong(code)).isKnown();
  }

  @Override
  public String toString() {
    return "TikTokAnswer[" + meaning + " " + code + "]";
  }
}
