package dev.waybill.tiktok.simulator;

import com.sun.net.httpserver.Headers;
import java.util.Locale;
import java.util.Optional;

/** Runs all checks of a call in their order: token, body, envelope, events. */
final class Judge {
  private final Tokens tokens;
  private final EnvelopeCheck check;

  Judge(Tokens tokens, EnvelopeCheck check) {
    this.tokens = tokens;
    this.check = check;
  }

  Judgement judge(Headers headers, Optional<Envelope> envelope, String requestId) {
    var findings = new Findings();
    findings.addIf(!isJson(headers), Finding.CONTENT_TYPE_NOT_JSON);
    var token = headers.getFirst("Access-Token");
    var refusal =
        tokens.refusal(token).or(() -> body(envelope, token == null ? "" : token, findings));
    if (refusal.isPresent()) {
      return new Judgement.Refused(refusal.get());
    }
    return new Judgement.Taken(Batch.of(envelope.orElseThrow(), requestId, findings));
  }

  private Optional<Refusal> body(Optional<Envelope> envelope, String token, Findings findings) {
    return envelope.isEmpty()
        ? Refusal.parameter("body", "not valid JSON.")
        : check.check(envelope.get(), token, findings);
  }

  private static boolean isJson(Headers headers) {
    var type = headers.getFirst("Content-Type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
  }
}
