package dev.waybill.inbound.http;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of request bodies may be in memory at a time. Safe for use by many threads. */
final class BodyBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();

  BodyBudget(long limit) {
    this.limit = limit;
  }

  long used() {
    return used.get();
  }

  Lease lease() {
    return new Lease();
  }

  /** One request's share; closing it gives everything back. For one thread. */
  final class Lease implements AutoCloseable {
    private long held;

    private Lease() {}

    /** False when that would be more than there is; nothing is taken then. */
    boolean reserve(long bytes) {
      if (used.addAndGet(bytes) > limit) {
        used.addAndGet(-bytes);
        return false;
      }
      held += bytes;
      return true;
    }

    /** Gives back a part of what was reserved. */
    void release(long bytes) {
      used.addAndGet(-bytes);
      held -= bytes;
    }

    @Override
    public void close() {
      release(held);
    }
  }
}
