package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Grant.Refreshing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Codes and refresh tokens, and what they are exchanged for; safe for many threads. */
final class Consents {
  private static final int MOST = 100_000;
  private static final int BYTES = 20;
  private static final Duration CODE_LIFE = Duration.ofHours(1);
  private static final Duration REFRESH_LIFE = Duration.ofDays(365);

  private final DeveloperApp app;
  private final Tokens tokens;
  private final InstantSource clock;
  private final SeededHex hex;
  private final Map<String, AuthCode> codes = new HashMap<>();
  private final Map<String, Refreshable> refreshables = new HashMap<>();
  private ConsentTerms terms;

  private record AuthCode(Instant endsAt, boolean used) {}

  private record Refreshable(Grant grant, Duration accessTokenLife, Instant endsAt) {}

  /** What an exchange comes to. */
  sealed interface Exchange {

    /** Tokens. */
    record Granted(Grant grant) implements Exchange {}

    /** None, and why. */
    record Denied(Refusal refusal) implements Exchange {}
  }

  Consents(DeveloperApp app, Tokens tokens, InstantSource clock, SeededHex hex) {
    this.app = app;
    this.tokens = tokens;
    this.clock = clock;
    this.hex = hex;
    this.terms = ConsentTerms.granting(app.tokenLife());
  }

  synchronized ConsentTerms terms() {
    return terms;
  }

  synchronized void setTerms(ConsentTerms other) {
    terms = other;
  }

  String appId() {
    return app.id();
  }

  Optional<Refusal> appRefusal(String appId, String secret) {
    return app.is(appId, secret)
        ? Optional.empty()
        : Refusal.of(Code.WRONG_APP, "App id or secret is incorrect.");
  }

  synchronized String newCode() {
    if (codes.size() >= MOST) {
      throw new IllegalArgumentException("codes: at most " + MOST);
    }
    var code = hex.next(BYTES);
    codes.put(code, new AuthCode(clock.instant().plus(CODE_LIFE), false));
    return code;
  }

  /** A code is used up by the first exchange, also by a late one. */
  synchronized Exchange exchangeCode(String code) {
    var known = codes.get(code);
    if (known == null) {
      return denied(Code.AUTH_CODE, "Invalid auth_code.");
    }
    codes.put(code, new AuthCode(known.endsAt(), true));
    if (known.used() || !clock.instant().isBefore(known.endsAt())) {
      return denied(Code.AUTH_CODE, "The auth_code is canceled.");
    }
    return new Exchange.Granted(grant(terms.reach(), terms.tokenLife()));
  }

  /** The old access token lasts until its own end, the old refresh token is over. */
  synchronized Exchange refresh(String refreshToken) {
    var known = refreshables.remove(refreshToken);
    if (known == null) {
      return denied(Code.INVALID_REFRESH_TOKEN, "Refresh token is incorrect or has been used.");
    }
    if (!clock.instant().isBefore(known.endsAt())) {
      return denied(Code.EXPIRED_REFRESH_TOKEN, "Refresh token has expired.");
    }
    return new Exchange.Granted(grant(known.grant().reach(), Optional.of(known.accessTokenLife())));
  }

  /** Revokes the access token and the refresh token that came with it. */
  synchronized void revoke(String accessToken) {
    tokens.revoke(accessToken);
    refreshables.values().removeIf(known -> known.grant().accessToken().equals(accessToken));
  }

  private Grant grant(Reach reach, Optional<Duration> life) {
    var grant =
        new Grant(
            tokens.issue(reach, life),
            reach,
            life.map(lasting -> new Refreshing(hex.next(BYTES), lasting)));
    grant.refreshing().ifPresent(refreshing -> keep(grant, refreshing));
    return grant;
  }

  private void keep(Grant grant, Refreshing refreshing) {
    refreshables.put(
        refreshing.refreshToken(),
        new Refreshable(grant, refreshing.accessTokenLife(), clock.instant().plus(REFRESH_LIFE)));
  }

  private static Exchange denied(Code code, String message) {
    return new Exchange.Denied(new Refusal(code, message));
  }
}
