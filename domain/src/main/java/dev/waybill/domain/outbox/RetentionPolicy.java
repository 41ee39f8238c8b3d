package dev.waybill.domain.outbox;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How long and how much is kept.
 *
 * @param retention how long an event stays in the log at least
 * @param keyBudget the most keys; when there are more the oldest are dropped before their events
 * @param diskBudget the bytes of the database at which no more events are taken in; empty for none
 * @param deadPayloads how long dead and expired events keep their payload
 * @param grace how long a part of the log is closed to new lanes before it is emptied, so that
 *     whoever looked at it just before can finish
 */
public record RetentionPolicy(
    Duration retention,
    long keyBudget,
    OptionalLong diskBudget,
    Duration deadPayloads,
    Duration grace) {
  /** So many parts the retention is divided into; the ring has two more. */
  private static final int PARTS = 14;

  /** Few, since an event's key is looked for in each of them when it comes in. */
  private static final int KEY_PARTS = 4;

  private static final Duration LONGEST_WARNING = Duration.ofHours(24);
  private static final Duration GRACE = Duration.ofSeconds(30);

  public RetentionPolicy {
    if (!retention.isPositive() || keyBudget < KEY_PARTS || deadPayloads.isNegative()) {
      throw new IllegalArgumentException(
          "retention: wanted a positive time, at least "
              + KEY_PARTS
              + " keys and no negative time");
    }
  }

  public RetentionPolicy(
      Duration retention, long keyBudget, OptionalLong diskBudget, Duration deadPayloads) {
    this(retention, keyBudget, diskBudget, deadPayloads, GRACE);
  }

  /** The age at which a part of the log is full. */
  public Duration partAge() {
    return retention.dividedBy(PARTS);
  }

  /** The age at which a part of the keys is full. */
  public Duration keyPartAge() {
    return retention.dividedBy(KEY_PARTS);
  }

  /** The number of keys at which a part of them is full. */
  public long partKeys() {
    return keyBudget / KEY_PARTS;
  }

  /** How long before events expire that is told: a day, or a seventh of a short retention. */
  public Duration warning() {
    var seventh = retention.dividedBy(7);
    return seventh.compareTo(LONGEST_WARNING) < 0 ? seventh : LONGEST_WARNING;
  }

  /** Whether a database of that size takes in no more. */
  public boolean isFull(long bytes) {
    return diskBudget.isPresent() && bytes >= diskBudget.getAsLong();
  }
}
