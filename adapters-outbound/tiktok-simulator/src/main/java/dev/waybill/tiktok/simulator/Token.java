package dev.waybill.tiktok.simulator;

import java.time.Instant;
import java.util.Optional;

/** One access token; a token that is over answers 40102, a revoked one 40105. */
record Token(String value, Reach reach, Optional<Instant> expiresAt, boolean revoked) {
  private static final int SHOWN = 4;
  private static final int LONG_ENOUGH_TO_SHOW = 16;

  static Token lasting(String value, Reach reach) {
    return new Token(value, reach, Optional.empty(), false);
  }

  boolean isOver(Instant now) {
    return expiresAt.filter(end -> !end.isAfter(now)).isPresent();
  }

  Token revokedNow() {
    return new Token(value, reach, expiresAt, true);
  }

  Token expiringAt(Instant end) {
    return new Token(value, reach, Optional.of(end), revoked);
  }

  Token reaching(Reach other) {
    return new Token(value, other, expiresAt, revoked);
  }

  String state(Instant now) {
    if (revoked) {
      return "revoked";
    }
    return isOver(now) ? "expired" : "good";
  }

  /** Its last characters, and of a short one none. */
  static String masked(String value) {
    return value.length() < LONG_ENOUGH_TO_SHOW
        ? "…"
        : "…" + value.substring(value.length() - SHOWN);
  }

  @Override
  public String toString() {
    return "Token[" + masked(value) + "]";
  }
}
