package dev.waybill.persistence;

import dev.waybill.domain.outbox.Retention.Step;
import dev.waybill.domain.outbox.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** One round of upkeep by whoever has the lock for it. Each step is a transaction of its own. */
final class UpkeepPass {
  private static final String LEAVE =
      """
      UPDATE log_slot SET leaving_at = clock_timestamp()
       WHERE generation = :generation AND leaving_at IS NULL""";

  private static final String IS_LEAVING =
      "SELECT leaving_at IS NOT NULL FROM log_slot WHERE generation = :generation";

  private static final String HAS_LEFT =
      """
      SELECT leaving_at <= clock_timestamp() - :grace * interval '1 ms'
        FROM log_slot
       WHERE generation = :generation""";

  private static final String LOG_BEGINS_AFTER = "SELECT min(after_seq) FROM log_slot";

  private final Handle handle;
  private final RetentionPolicy policy;
  private final List<Step> steps = new ArrayList<>();

  UpkeepPass(Handle handle, RetentionPolicy policy) {
    this.handle = handle;
    this.policy = policy;
  }

  List<Step> run() {
    // In this order, so that the end of a part of the log is not before the end of its keys.
    turnKeys();
    turnLog();
    // Before what leaves the log: no payload is to be kept for them.
    dropCancelled();
    Ring.LOG.oldest(handle, policy.retention()).ifPresent(this::leave);
    Ring.KEYS.oldest(handle, policy.retention()).ifPresent(this::dropKeys);
    trim();
    forget();
    return steps;
  }

  private void turnLog() {
    var current = Ring.LOG.current(handle, policy.partAge());
    if (current.due()) {
      turn(Ring.LOG, current);
    }
  }

  private void turnKeys() {
    var current = Ring.KEYS.current(handle, policy.keyPartAge());
    if (current.due() || KeyCount.after(handle, current.after()) >= policy.partKeys()) {
      turn(Ring.KEYS, current);
    }
  }

  private void turn(Ring ring, Ring.Current current) {
    if (!current.hasNext()) {
      steps.add(new Step.Full(ring.told()));
    } else if (isDone(ring::begin)) {
      steps.add(new Step.Begun(ring.told()));
    }
  }

  private void dropCancelled() {
    ReplayEnd.left(handle).forEach(left -> inTransaction(left::dropRetries));
  }

  /** What leaves the log: first no lane begins there, then nothing waits there, then it is gone. */
  private void leave(Ring.Oldest oldest) {
    if (!isLeaving(oldest)
        && !(oldest.past() && isDone(transaction -> shut(transaction, oldest)))) {
      return;
    }
    Laggards.behind(handle, oldest.upTo())
        .forEach(
            laggard ->
                inTransaction(transaction -> laggard.expire(transaction, oldest.upTo()))
                    .ifPresent(steps::add));
    int rescued = inTransaction(transaction -> Evacuation.rescue(transaction, oldest.upTo()));
    if (rescued > 0) {
      steps.add(new Step.Rescued(rescued));
    } else if (hasLeft(oldest) && nothingIsLeftBehind(oldest)) {
      empty(Ring.LOG, oldest);
    }
  }

  private boolean isLeaving(Ring.Oldest oldest) {
    return ask(IS_LEAVING, oldest);
  }

  private boolean hasLeft(Ring.Oldest oldest) {
    return handle
        .createQuery(HAS_LEFT)
        .bind("generation", oldest.generation())
        .bind("grace", policy.grace().toMillis())
        .mapTo(Boolean.class)
        .one();
  }

  private boolean ask(String sql, Ring.Oldest oldest) {
    return handle
        .createQuery(sql)
        .bind("generation", oldest.generation())
        .mapTo(Boolean.class)
        .one();
  }

  // While nobody appends, and so no lane begins either: who begins one later sees it.
  private static void shut(Handle transaction, Ring.Oldest oldest) {
    AppendTransaction.lockAll(transaction);
    transaction.createUpdate(LEAVE).bind("generation", oldest.generation()).execute();
  }

  private boolean nothingIsLeftBehind(Ring.Oldest oldest) {
    return Laggards.behind(handle, oldest.upTo()).isEmpty()
        && Evacuation.isDone(handle, oldest.upTo());
  }

  /** Keys live as long as the log, unless there are too many of them. */
  private void dropKeys(Ring.Oldest oldest) {
    long logBegins = handle.createQuery(LOG_BEGINS_AFTER).mapTo(Long.class).one();
    if (oldest.upTo() <= logBegins || KeyCount.all(handle) > policy.keyBudget()) {
      empty(Ring.KEYS, oldest);
    }
  }

  private void empty(Ring ring, Ring.Oldest oldest) {
    steps.add(
        isDone(transaction -> ring.empty(transaction, oldest))
            ? new Step.Emptied(ring.told())
            : new Step.Blocked(ring.told()));
  }

  private void trim() {
    int rows = inTransaction(LedgerTrim::trim);
    if (rows > 0) {
      steps.add(new Step.Trimmed(rows));
    }
  }

  private void forget() {
    int events = inTransaction(transaction -> DeadPayloads.forget(transaction, policy));
    if (events > 0) {
      steps.add(new Step.Forgotten(events));
    }
  }

  /** Whether it was done, and not held up by somebody's lock; then the next round tries again. */
  private boolean isDone(Consumer<Handle> work) {
    try {
      inTransaction(
          transaction -> {
            work.accept(transaction);
            return Optional.empty();
          });
      return true;
    } catch (RuntimeException e) {
      if (Failures.isHeldUp(e)) {
        return false;
      }
      throw e;
    }
  }

  private <T> T inTransaction(Function<Handle, T> work) {
    return handle.inTransaction(work::apply);
  }
}
