package dev.waybill.domain.relay;

import static java.util.Objects.requireNonNull;

import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Deferred;
import dev.waybill.domain.event.Occurrence;
import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.EventException;
import dev.waybill.domain.outbox.EventException.Dead;
import dev.waybill.domain.outbox.EventException.Retrying;
import dev.waybill.domain.outbox.RetryEntry;
import dev.waybill.domain.outbox.Uncertainty;
import dev.waybill.domain.outbox.WindowStart;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An event of a delivery that is not settled yet. One thread at a time. */
final class PendingEvent {
  private final long seq;
  private final Instant receivedAt;
  private @Nullable Entry entry;
  private @Nullable String traceparent;

  /** How many attempts it had used up before this delivery. */
  final int attemptsBefore;

  /** How long ago it used up the first of them, by the store's clock when it was read. */
  final Duration age;

  private final @Nullable Uncertainty uncertainBefore;
  private @Nullable Uncertainty uncertainty;
  private @Nullable Occurrence occurrence;
  private boolean decided;
  private boolean told;
  private @Nullable EventException exception;
  private String lastCode = "not_sent";
  private String lastMessage = "Delivery stopped before the platform had said anything of it.";

  private PendingEvent(
      Entry entry, int attemptsBefore, Duration age, @Nullable Uncertainty uncertainBefore) {
    this.seq = entry.seq();
    this.receivedAt = entry.receivedAt();
    this.entry = entry;
    this.attemptsBefore = attemptsBefore;
    this.age = age;
    this.uncertainBefore = uncertainBefore;
    this.uncertainty = uncertainBefore;
  }

  static PendingEvent fresh(Entry entry) {
    return new PendingEvent(entry, 0, Duration.ZERO, null);
  }

  static PendingEvent again(RetryEntry retry) {
    return new PendingEvent(retry.entry(), retry.attempts(), retry.age(), retry.uncertainty());
  }

  long seq() {
    return seq;
  }

  Instant receivedAt() {
    return receivedAt;
  }

  /** What was received; not to be asked for after {@link #forget}. */
  byte[] payload() {
    return requireNonNull(entry, "the payload was forgotten").payload();
  }

  /** Its place is kept and its payload is not, until it is read again. */
  void forget() {
    entry = null;
  }

  void remember(Entry again) {
    entry = again;
  }

  /** Whether that is what the store still says of it; null where it says nothing. */
  boolean isAsRead(@Nullable RetryEntry retry) {
    return retry != null
        && attemptsBefore == retry.attempts()
        && Objects.equals(uncertainBefore, retry.uncertainty());
  }

  void happened(Occurrence when) {
    occurrence = when;
  }

  void traced(@Nullable String by) {
    traceparent = by;
  }

  /** Where in a trace it was taken in, as it was kept. */
  @Nullable String traceparent() {
    return traceparent;
  }

  /** Whether an attempt may have delivered it, and since when. */
  @Nullable Uncertainty uncertainty() {
    return uncertainty;
  }

  /** An attempt was not answered; the first one counts. */
  void unanswered(Uncertainty attempt) {
    if (uncertainty == null) {
      uncertainty = attempt;
    }
  }

  /** Why it had to wait the last time. */
  Deferred lastHeld() {
    return new Deferred(Outcome.Cause.EVENT, lastCode, lastMessage, null);
  }

  /** Why it has to wait, together with others. */
  void held(String code, String message) {
    lastCode = code;
    lastMessage = message;
  }

  boolean isDecided() {
    return decided;
  }

  /** Decided by ourselves, and by the same rules again if this is forgotten. */
  void except(EventException what) {
    decided = true;
    exception = what;
  }

  void delivered() {
    decided = true;
    told = true;
  }

  void refused(String code, String message) {
    told(new Dead(seq(), attemptsBefore + 1, code, message));
  }

  void retry(Duration delay, String code, String message) {
    told(new Retrying(seq(), attemptsBefore + 1, delay, code, message, windows()));
  }

  private void told(EventException what) {
    except(what);
    told = true;
  }

  /** To be tried again at once, with no attempt used up. */
  void release() {
    except(new Retrying(seq(), attemptsBefore, Duration.ZERO, lastCode, lastMessage, windows()));
  }

  private WindowStart windows() {
    return new WindowStart(occurrence, uncertainty);
  }

  /** Whether the platform told, or may have done, what the store does not know yet. */
  boolean isNews() {
    return told || !Objects.equals(uncertainty, uncertainBefore);
  }

  /** Why it was not delivered; null when it was. */
  @Nullable EventException exception() {
    return exception instanceof Dead dead ? dead.with(windows()) : exception;
  }
}
