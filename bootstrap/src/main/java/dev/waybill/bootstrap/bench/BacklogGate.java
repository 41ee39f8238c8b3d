package dev.waybill.bootstrap.bench;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the load at the platform's pace: no more than so many events are sent and not settled at a
 * time. Safe for use by many threads.
 */
final class BacklogGate {
  private final long limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private long issued;
  private long answered;
  private long settled;
  private boolean closed;

  BacklogGate(long limit) {
    this.limit = limit;
  }

  /**
   * Waits for room and takes it.
   *
   * @return the serial number of the first of these events, or -1 when no more are wanted
   */
  long take(int events) throws InterruptedException {
    lock.lock();
    try {
      while (!closed && issued + events - settled > limit) {
        room.await();
      }
      if (closed) {
        return -1;
      }
      long first = issued;
      issued += events;
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** Those events were answered with 202. */
  void answered(int events) {
    lock.lock();
    try {
      answered += events;
    } finally {
      lock.unlock();
    }
  }

  /** How many events were answered with 202 until now. */
  long answered() {
    lock.lock();
    try {
      return answered;
    } finally {
      lock.unlock();
    }
  }

  /** At least that many of the events are settled by now. */
  void settled(long events) {
    lock.lock();
    try {
      settled = Math.max(settled, events);
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Wants no more events. */
  void close() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
