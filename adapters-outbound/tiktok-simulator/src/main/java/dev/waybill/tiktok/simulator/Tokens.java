package dev.waybill.tiktok.simulator;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which tokens exist, what they may report to, and which of them are revoked right now. */
final class Tokens {
  private final Map<String, Set<String>> allowed;
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();

  Tokens(Map<String, Set<String>> allowed) {
    this.allowed = allowed;
  }

  Optional<Refusal> refusal(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return Refusal.of(Code.EMPTY_TOKEN, "Access token is empty.");
    }
    if (!allowed.containsKey(header) || revoked.contains(header)) {
      return Refusal.of(Code.INVALID_TOKEN, "Access token is incorrect or has been revoked.");
    }
    return Optional.empty();
  }

  boolean mayReportTo(String token, String eventSourceId) {
    var ids = idsOf(token);
    return ids.isEmpty() || ids.contains(eventSourceId);
  }

  Set<String> idsOf(String token) {
    return allowed.getOrDefault(token, Set.of());
  }

  void revoke(String token) {
    revoked.add(known(token));
  }

  void restore(String token) {
    revoked.remove(known(token));
  }

  private String known(String token) {
    if (!allowed.containsKey(token)) {
      throw new IllegalArgumentException("token: not one of those the simulator was started with");
    }
    return token;
  }
}
