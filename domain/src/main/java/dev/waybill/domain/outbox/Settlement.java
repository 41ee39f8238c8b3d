package dev.waybill.domain.outbox;

import java.util.List;

/**
 * What became of one delivery: a fresh range of the log or a set of retries. Every event of the
 * scope that is not an exception was delivered.
 *
 * @param exceptions the events of the scope that were not delivered, each at most once
 * @param calls the calls that carried them, failed ones too
 */
public record Settlement(
    LaneId lane, Scope scope, List<EventException> exceptions, List<SettledCall> calls) {

  public Settlement {
    exceptions = List.copyOf(exceptions);
    calls = List.copyOf(calls);
    if (exceptions.size() > scope.events()) {
      throw new IllegalArgumentException("settlement: more exceptions than events");
    }
  }

  /** How many of the scope's events were delivered. */
  public int delivered() {
    return scope.events() - exceptions.size();
  }

  /** Which events are settled. */
  public sealed interface Scope {
    int events();

    /**
     * Numbers after {@code after} up to and including {@code to}; ranges of a lane may be settled
     * in any order, and never overlap.
     *
     * @param events how many events the range holds; numbers have holes
     */
    record Range(long after, long to, int events) implements Scope {
      public Range {
        if (after >= to || events < 1) {
          throw new IllegalArgumentException("range: wanted after < to and at least one event");
        }
      }
    }

    /** Events that were retrying before this settlement. */
    record Retries(List<Long> seqs) implements Scope {
      public Retries {
        seqs = List.copyOf(seqs);
        if (seqs.isEmpty()) {
          throw new IllegalArgumentException("retries: wanted at least one event");
        }
      }

      @Override
      public int events() {
        return seqs.size();
      }
    }
  }
}
