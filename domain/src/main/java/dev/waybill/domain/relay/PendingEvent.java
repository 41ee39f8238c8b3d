package dev.waybill.domain.relay;

import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.EventException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An event of a delivery that is not settled yet. One thread at a time. */
final class PendingEvent {
  final Entry entry;

  /** How often it was tried before this delivery. */
  final int attemptsBefore;

  /** How long ago it first failed, by the store's clock when it was read. */
  final Duration age;

  private boolean decided;
  private @Nullable EventException exception;

  PendingEvent(Entry entry, int attemptsBefore, Duration age) {
    this.entry = entry;
    this.attemptsBefore = attemptsBefore;
    this.age = age;
  }

  static PendingEvent fresh(Entry entry) {
    return new PendingEvent(entry, 0, Duration.ZERO);
  }

  long seq() {
    return entry.seq();
  }

  boolean isDecided() {
    return decided;
  }

  void delivered() {
    decided = true;
  }

  void except(EventException what) {
    decided = true;
    exception = what;
  }

  /** Why it was not delivered; null when it was. */
  @Nullable EventException exception() {
    return exception;
  }
}
