package dev.waybill.tiktok.simulator;

import com.sun.net.httpserver.Headers;
import java.util.Locale;
import java.util.Optional;

/** Runs all checks of a call in their order: token, rate, body, envelope, events. */
final class Judge {
  private final Tokens tokens;
  private final Throttle throttle;
  private final EnvelopeCheck check;

  Judge(Tokens tokens, Throttle throttle, EnvelopeCheck check) {
    this.tokens = tokens;
    this.throttle = throttle;
    this.check = check;
  }

  Judgement judge(Headers headers, Optional<Envelope> envelope, Limits limits, String requestId) {
    var findings = new Findings();
    findings.addIf(!isJson(headers), Finding.CONTENT_TYPE_NOT_JSON);
    var header = headers.getFirst("Access-Token");
    var token = header == null ? "" : header;
    var refusal =
        tokens
            .refusal(header)
            .or(() -> throttle.refusal(token, limits.rates()))
            .or(() -> body(envelope, token, limits, findings));
    if (refusal.isPresent()) {
      return new Judgement.Refused(refusal.get());
    }
    return new Judgement.Taken(
        Batch.of(envelope.orElseThrow(), requestId, Token.masked(token), findings));
  }

  private Optional<Refusal> body(
      Optional<Envelope> envelope, String token, Limits limits, Findings findings) {
    return envelope.isEmpty()
        ? Refusal.parameter("body", "not valid JSON.")
        : check.check(envelope.get(), tokens.reachOf(token), limits.windows(), findings);
  }

  private static boolean isJson(Headers headers) {
    var type = headers.getFirst("Content-Type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
  }
}
