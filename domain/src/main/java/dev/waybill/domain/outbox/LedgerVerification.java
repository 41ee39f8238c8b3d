package dev.waybill.domain.outbox;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/** Remembers how the last count of this node went. */
public final class LedgerVerification implements VerifyLedger {
  private final LedgerAudit ledger;
  private final AuditLog audit;
  private final Executor background;
  private final InstantSource clock;
  private final AtomicReference<State> state = new AtomicReference<>(new State.Never());

  /**
   * @param background runs a count, which may take minutes
   */
  public LedgerVerification(
      LedgerAudit ledger, AuditLog audit, Executor background, InstantSource clock) {
    this.ledger = ledger;
    this.audit = audit;
    this.background = background;
    this.clock = clock;
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
      background.execute(() -> state.set(count(running)));
    } catch (RuntimeException e) {
      state.set(new State.Failed(running.startedAt()));
      throw e;
    }
  }

  private State count(State.Running running) {
    var begun = running.startedAt();
    try {
      var report =
          ledger.verify(
              LedgerAudit.EVERYTHING, (done, of) -> state.set(new State.Running(begun, done, of)));
      return new State.Done(begun, Duration.between(begun, clock.instant()), report);
    } catch (RuntimeException | Error _) {
      return new State.Failed(begun);
    }
  }

  @Override
  public State state() {
    return state.get();
  }
}
