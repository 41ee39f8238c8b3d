package dev.waybill.bootstrap.bench;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets events pass that are to be sent: no faster than a pace, and no more than so many that are
 * not settled at a time. It numbers them, so that no two of a run are alike. Safe for use by many
 * threads.
 */
final class BacklogGate {
  /** What a taker gets when no more are wanted. */
  static final long CLOSED = -1;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private long limit;
  private long issued;
  private long answered;
  private long settled;
  private boolean closed;
  private double perSecond;
  private long paceBegan;
  private long pacedEvents;

  BacklogGate(long limit) {
    this.limit = limit;
  }

  /**
   * Waits for room and for its turn.
   *
   * @return the number of the first of these events, or {@link #CLOSED}
   */
  long take(int events) throws InterruptedException {
    long due;
    long first;
    lock.lock();
    try {
      while (!closed && issued + events - settled > limit) {
        room.await();
      }
      if (closed) {
        return CLOSED;
      }
      first = issued;
      issued += events;
      due = due(events);
    } finally {
      lock.unlock();
    }
    awaitTurn(due);
    return first;
  }

  private long due(int events) {
    if (perSecond == 0) {
      return System.nanoTime();
    }
    long due = paceBegan + (long) (pacedEvents / perSecond * 1e9);
    pacedEvents += events;
    return due;
  }

  private static void awaitTurn(long due) throws InterruptedException {
    long wait = due - System.nanoTime();
    if (wait > 0) {
      Thread.sleep(Duration.ofNanos(wait));
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

  /** From now on so many events a second; 0 for as many as there is room for. */
  void pace(double eventsPerSecond) {
    lock.lock();
    try {
      perSecond = eventsPerSecond;
      paceBegan = System.nanoTime();
      pacedEvents = 0;
    } finally {
      lock.unlock();
    }
  }

  /** From now on so many events at most that are not settled. */
  void limit(long events) {
    lock.lock();
    try {
      limit = events;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void open() {
    lock.lock();
    try {
      closed = false;
    } finally {
      lock.unlock();
    }
  }

  /** Wants no more events until it is opened again. */
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
