package dev.waybill.tiktok.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Which tokens exist and what each is good for right now; safe for many threads. */
final class Tokens {
  private static final int MOST = 100_000;
  private static final int BYTES = 20;

  private final Map<String, Token> tokens = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final SeededHex hex;

  Tokens(Map<String, Set<String>> known, InstantSource clock, SeededHex hex) {
    this.clock = clock;
    this.hex = hex;
    known.forEach((token, ids) -> tokens.put(token, Token.lasting(token, Reach.of(ids))));
  }

  Optional<Refusal> refusal(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return Refusal.of(Code.EMPTY_TOKEN, "Access token is empty.");
    }
    var token = tokens.get(header);
    if (token == null || token.revoked()) {
      return Refusal.of(Code.INVALID_TOKEN, "Access token is incorrect or has been revoked.");
    }
    return token.isOver(clock.instant())
        ? Refusal.of(Code.EXPIRED_TOKEN, "Access token has expired.")
        : Optional.empty();
  }

  /** What the token reaches; nothing in particular for one that does not exist. */
  Reach reachOf(String token) {
    return find(token).map(Token::reach).orElseGet(() -> Reach.of(Set.of()));
  }

  Optional<Token> find(String token) {
    return Optional.ofNullable(tokens.get(token));
  }

  String issue(Reach reach, Optional<Duration> life) {
    if (tokens.size() >= MOST) {
      throw new IllegalArgumentException("tokens: at most " + MOST);
    }
    var token = hex.next(BYTES);
    tokens.put(token, new Token(token, reach, life.map(clock.instant()::plus), false));
    return token;
  }

  void revoke(String token) {
    change(token, Token::revokedNow);
  }

  void restore(String token) {
    change(token, known -> Token.lasting(token, known.reach()));
  }

  void expire(String token) {
    Instant now = clock.instant();
    change(token, known -> known.expiringAt(now));
  }

  void forbid(String token, String eventSourceId) {
    change(token, known -> known.reaching(known.reach().without(eventSourceId)));
  }

  void allow(String token, String eventSourceId) {
    change(token, known -> known.reaching(known.reach().with(eventSourceId)));
  }

  Collection<Token> all() {
    return tokens.values();
  }

  private void change(String token, UnaryOperator<Token> change) {
    if (tokens.computeIfPresent(token, (_, known) -> change.apply(known)) == null) {
      throw new IllegalArgumentException("token: not one that the simulator knows");
    }
  }
}
