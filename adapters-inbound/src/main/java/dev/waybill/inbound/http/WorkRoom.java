package dev.waybill.inbound.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How many bytes of request bodies may be parsed and stored at a time: what is made of a body takes
 * many times its own memory. First come, first served. Safe for use by many threads.
 */
final class WorkRoom {
  private final int bytes;
  private final Duration longestWait;
  private final Semaphore free;

  WorkRoom(int bytes, Duration longestWait) {
    this.bytes = bytes;
    this.longestWait = longestWait;
    this.free = new Semaphore(bytes, true);
  }

  /** Does the work once there is room for a body of that size; refuses it when none comes free. */
  Reply with(int size, Supplier<Reply> work) {
    // A body larger than the room has it for itself.
    int share = Math.min(size, bytes);
    if (!enter(share)) {
      return Refusals.unavailable("Too many request bodies at a time.");
    }
    try {
      return work.get();
    } finally {
      free.release(share);
    }
  }

  private boolean enter(int share) {
    try {
      return free.tryAcquire(share, longestWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  int free() {
    return free.availablePermits();
  }

  /** How many wait to be let in, about. */
  int waiting() {
    return free.getQueueLength();
  }
}
