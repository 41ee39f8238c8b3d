package dev.waybill.tiktok.simulator;

import java.time.Duration;
import java.util.Optional;

/** Tokens that were handed out together. */
record Grant(String accessToken, Reach reach, Optional<Refreshing> refreshing) {

  /** How an expiring token is followed by the next one. */
  record Refreshing(String refreshToken, Duration accessTokenLife) {}

  /** Without the tokens. */
  @Override
  public String toString() {
    return "Grant[" + reach + "]";
  }
}
