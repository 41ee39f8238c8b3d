package dev.waybill.domain.relay;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Bounds the payload bytes that all connectors of a node hold at once, and shares them by deficit
 * round robin: whoever has to wait is served in turn, by bytes and not by deliveries, so that a
 * connector with large events gets no more than one with small ones, and none starves. Beyond its
 * first delivery nobody may hold more than it leaves free: a destination that hangs takes a half at
 * most, the next one half of what is left, and others find room. Safe for use by many threads.
 */
public final class FairShare {
  private static final long QUANTUM = 256 * 1024;

  private final long capacity;
  private final Deque<Portion> queue = new ArrayDeque<>();
  private long free;

  /**
   * @param capacity in bytes; one delivery that is larger by itself still goes out, alone
   */
  public FairShare(long capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("fair share: wanted at least one byte");
    }
    this.capacity = capacity;
    this.free = capacity;
  }

  /**
   * A connector's part.
   *
   * @param granted called, by any thread, when room was made for what the connector asked for in
   *     vain; with a lock held that {@link Portion#take} wants, so it only tells somebody
   */
  public Portion join(Runnable granted) {
    return new Portion(granted);
  }

  /** How many bytes are taken by all. */
  public synchronized long taken() {
    return capacity - free;
  }

  private synchronized boolean take(Portion portion, long bytes) {
    long asked = Math.min(bytes, capacity);
    if (takeReserved(portion, asked)) {
      return true;
    }
    if (isBeyondItsShare(portion, asked)) {
      return false;
    }
    if (portion.reserved == 0 && queue.isEmpty() && asked <= free) {
      free -= asked;
      portion.held += asked;
      return true;
    }
    ask(portion, asked);
    // What was reserved for less than it wants now may be enough for somebody.
    serve();
    return takeReserved(portion, asked);
  }

  private boolean takeReserved(Portion portion, long asked) {
    if (portion.reserved < asked) {
      return false;
    }
    free += portion.reserved - asked;
    portion.reserved = 0;
    portion.held += asked;
    return true;
  }

  /** It is not queued: it asks again when what it holds comes back. */
  private boolean isBeyondItsShare(Portion portion, long asked) {
    return portion.held > 0 && portion.held + asked > free - asked;
  }

  private void ask(Portion portion, long asked) {
    free += portion.reserved;
    portion.reserved = 0;
    portion.asked = asked;
    if (!queue.contains(portion)) {
      queue.add(portion);
    }
  }

  private synchronized void giveBack(Portion portion, long bytes) {
    long back = Math.min(Math.min(bytes, capacity), portion.held);
    portion.held -= back;
    free += back;
    serve();
  }

  private synchronized void wantNothing(Portion portion) {
    queue.remove(portion);
    free += portion.reserved;
    portion.reserved = 0;
    serve();
  }

  /** The first in turn is not passed over when it needs more than is free: it would starve. */
  private void serve() {
    while (!queue.isEmpty() && queue.getFirst().asked <= free) {
      var first = queue.removeFirst();
      if (first.deficit < first.asked) {
        first.deficit += QUANTUM;
        queue.add(first);
      } else {
        first.deficit -= first.asked;
        free -= first.asked;
        first.reserved = first.asked;
        first.granted.run();
      }
    }
  }

  /** What one connector holds. */
  public final class Portion {
    private final Runnable granted;
    private long held;
    private long reserved;
    private long asked;
    private long deficit;

    private Portion(Runnable granted) {
      this.granted = granted;
    }

    /**
     * Takes so many bytes if there is room. If there is none, the connector is in the queue from
     * here on; unless it holds its share already, and asks again when some of that came back.
     */
    boolean take(long bytes) {
      return FairShare.this.take(this, bytes);
    }

    void giveBack(long bytes) {
      FairShare.this.giveBack(this, bytes);
    }

    /** Keeps so many of the bytes that were taken for one delivery. */
    void keep(long bytes, long taken) {
      giveBack(Math.min(taken, capacity) - Math.min(Math.min(bytes, taken), capacity));
    }

    /** Leaves the queue, and what was reserved to others. */
    void wantNothing() {
      FairShare.this.wantNothing(this);
    }

    /** How many bytes the connector holds. */
    long held() {
      synchronized (FairShare.this) {
        return held;
      }
    }

    /** Gives back all. */
    public void leave() {
      wantNothing();
      giveBack(Long.MAX_VALUE);
    }
  }
}
