package dev.waybill.tiktok.simulator;

import com.sun.net.httpserver.Headers;
import dev.waybill.tiktok.simulator.Limits.Rates;
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

  Judgement judge(Headers headers, Optional<Envelope> envelope, Rates rates, String requestId) {
    var findings = new Findings();
    findings.addIf(!isJson(headers), Finding.CONTENT_TYPE_NOT_JSON);
    var header = headers.getFirst("Access-Token");
    var token = header == null ? "" : header;
    var refusal =
        tokens
            .refusal(header)
            .or(() -> throttle.refusal(token, rates))
            .or(() -> body(envelope, token, findings));
    if (refusal.isPresent()) {
      return new Judgement.Refused(refusal.get());
    }
    return new Judgement.Taken(
        Batch.of(envelope.orElseThrow(), requestId, Token.masked(token), findings));
  }

  private Optional<Refusal> body(Optional<Envelope> envelope, String token, Findings findings) {
    return envelope.isEmpty()
        ? Refusal.parameter("body", "not valid JSON.")
        : check.check(envelope.get(), tokens.reachOf(token), findings);
  }

  private static boolean isJson(Headers headers) {
    var type = headers.getFirst("Content-Type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
  }
}
