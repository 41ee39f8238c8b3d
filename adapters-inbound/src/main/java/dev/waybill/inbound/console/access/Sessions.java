package dev.waybill.inbound.console.access;

import dev.waybill.domain.audit.Actor;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions of this process, in memory: a restart ends them all. An id is known to its browser
 * alone; here its digest is kept. When there are too many, the oldest ends. Safe for use by many
 * threads.
 */
public final class Sessions {
  /** How long a session lasts, whatever is done in it. */
  public static final Duration LIFE = Duration.ofHours(12);

  static final int MOST = 500;
  private static final int SHOWN = 4;
  private static final int RANDOM_BYTES = 32;

  private final Map<String, Session> byDigest = new LinkedHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock;

  public Sessions(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Begins a session.
   *
   * @return its id, for the cookie
   */
  synchronized String begin() {
    var now = clock.instant();
    byDigest.values().removeIf(session -> isOver(session, now));
    while (byDigest.size() >= MOST) {
      byDigest.remove(byDigest.keySet().iterator().next());
    }
    var id = madeUp();
    var digest = Digest.of(id).hex();
    var actor = new Actor("console session " + digest.substring(0, SHOWN));
    byDigest.put(digest, new Session(actor, madeUp(), now.plus(LIFE)));
    return id;
  }

  synchronized Optional<Session> find(String id) {
    return Optional.ofNullable(byDigest.get(Digest.of(id).hex()))
        .filter(session -> !isOver(session, clock.instant()));
  }

  synchronized void end(String id) {
    byDigest.remove(Digest.of(id).hex());
  }

  private static boolean isOver(Session session, Instant now) {
    return !now.isBefore(session.expiresAt());
  }

  private String madeUp() {
    var bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
