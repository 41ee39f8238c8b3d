package dev.waybill.domain.node;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a node may go on sending on the strength of its last beat. Counted on a clock that
 * nobody sets, from before the beat was sent: whenever it is over, so much later the store still
 * takes the node for alive. Safe for use by many threads; one of them beats.
 */
public final class Lease {
  /** How often a node beats. */
  public static final Duration BEAT = Duration.ofSeconds(3);

  /** How long after a beat a node may send. */
  public static final Duration VALID = Duration.ofSeconds(10);

  /** How long after a beat, by the store's clock, others may take what a node owns. */
  public static final Duration DEAD = Duration.ofSeconds(15);

  /** How long a node that has just come to life leaves the others time to show that they live. */
  public static final Duration SHY = Duration.ofSeconds(4);

  private final LongSupplier nanos;
  private volatile State state = new State(0, 0, 0, 0);

  private record State(long term, long since, long beatenAt, long history) {}

  /**
   * @param nanos a clock that is never set, such as {@code System::nanoTime}
   */
  public Lease(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** What {@link #beaten} is to be given, asked for before the beat is sent. */
  public long now() {
    return nanos.getAsLong();
  }

  /**
   * A beat succeeded.
   *
   * @param sentAt when it had not been sent yet
   * @param history of the store that it was told; what was owned in another one is not owned in
   *     this
   */
  public void beaten(long sentAt, long history) {
    var before = state;
    state =
        holds(before) && before.history() == history
            ? new State(before.term(), before.since(), sentAt, history)
            : new State(before.term() + 1, now(), sentAt, history);
  }

  /** The store's history at the last beat; 0 before the first. */
  public long history() {
    return state.history();
  }

  /**
   * Which unbroken row of beats this is, counted from 1; 0 before the first. What was owned in an
   * earlier term may be somebody else's.
   */
  public long term() {
    return state.term();
  }

  public boolean holds() {
    return holds(state);
  }

  /** Whether it holds now, and has never been over since that term began. */
  public boolean holds(long term) {
    var current = state;
    return current.term() == term && holds(current);
  }

  /** Whether the others have had time to beat since the term began. */
  public boolean isSettledIn() {
    var current = state;
    return holds(current) && now() - current.since() >= SHY.toNanos();
  }

  private boolean holds(State current) {
    return current.term() > 0 && now() - current.beatenAt() < VALID.toNanos();
  }

  /** How long ago the last beat was sent that succeeded. */
  public Duration age() {
    return Duration.ofNanos(now() - state.beatenAt());
  }
}
