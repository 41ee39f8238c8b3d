package dev.waybill.tiktok;

import dev.waybill.domain.credential.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The budgets of this process by token, of which only a digest is kept. For many threads. */
final class CallBudgets {
  private static final int MOST_TOKENS = 10_000;

  /** Past so many tokens the one that was opened longest ago begins anew. */
  private final Map<String, CallBudget> byToken =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CallBudget> eldest) {
          return size() > MOST_TOKENS;
        }
      };

  CallBudget of(Secret token) {
    var digest = digest(token);
    synchronized (byToken) {
      return byToken.computeIfAbsent(digest, _ -> new CallBudget());
    }
  }

  private static String digest(Secret token) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha256.digest(token.reveal().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
