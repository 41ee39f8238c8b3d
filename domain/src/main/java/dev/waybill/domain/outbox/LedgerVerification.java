package dev.waybill.domain.outbox;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Remembers how the last count of this node went. */
public final class LedgerVerification implements VerifyLedger {
  private final LedgerAudit ledger;
  private final AuditLog audit;
  private final Executor background;
  private final InstantSource clock;
  private final Consumer<Throwable> failures;
  private final AtomicReference<State> state = new AtomicReference<>(new State.Never());

  /**
   * @param background runs a count, which may take minutes
   * @param failures is told why a count did not come to its end
   */
  public LedgerVerification(
      LedgerAudit ledger,
      AuditLog audit,
      Executor background,
      InstantSource clock,
      Consumer<Throwable> failures) {
    this.ledger = ledger;
    this.audit = audit;
    this.background = background;
    this.clock = clock;
    this.failures = failures;
  }

  @Override
  public State begin() {
    var last = state.get();
    var running = new State.Running(clock.instant(), 0, 0);
    if (!(last instanceof State.Running) && state.compareAndSet(last, running)) {
      start(running);
    }
    return state.get();
  }

  private void start(State.Running running) {
    try {
      audit.record("verify_ledger", "ledger");
      background.execute(() -> count(running));
    } catch (RuntimeException e) {
      state.set(new State.Failed(running.startedAt()));
      throw e;
    }
  }

  private void count(State.Running running) {
    var begun = running.startedAt();
    try {
      var report =
          ledger.verify(
              LedgerAudit.EVERYTHING, (done, of) -> state.set(new State.Running(begun, done, of)));
      state.set(new State.Done(begun, Duration.between(begun, clock.instant()), report));
    } catch (RuntimeException | Error e) {
      state.set(new State.Failed(begun));
      failures.accept(e);
    }
  }

  @Override
  public State state() {
    return state.get();
  }
}
