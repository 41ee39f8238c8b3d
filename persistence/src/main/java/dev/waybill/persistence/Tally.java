package dev.waybill.persistence;

import dev.waybill.domain.outbox.EventException;
import dev.waybill.domain.outbox.EventException.Dead;
import dev.waybill.domain.outbox.EventException.Expired;
import dev.waybill.domain.outbox.EventException.Filtered;
import dev.waybill.domain.outbox.EventException.Retrying;
import dev.waybill.domain.outbox.Settlement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The exceptions of a settlement, told apart and checked against its scope. */
record Tally(
    List<Retrying> retrying, List<Dead> dead, List<Expired> expired, List<Filtered> filtered) {

  /**
   * @throws IllegalStateException when an exception is outside the scope or named twice
   */
  static Tally of(Settlement settlement) {
    var tally =
        new Tally(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    var seen = new HashSet<Long>();
    var scope = Numbers.of(settlement.scope());
    for (var exception : settlement.exceptions()) {
      if (!seen.add(exception.seq()) || !scope.contains(exception.seq())) {
        throw new IllegalStateException(
            settlement.lane() + ": exception " + exception.seq() + " is twice or not of the scope");
      }
      tally.add(exception);
    }
    tally.filtered.sort(Comparator.comparingLong(Filtered::seq));
    return tally;
  }

  private void add(EventException exception) {
    switch (exception) {
      case Retrying it -> retrying.add(it);
      case Dead it -> dead.add(it);
      case Expired it -> expired.add(it);
      case Filtered it -> filtered.add(it);
    }
  }

  /** Which numbers a scope speaks of. */
  private sealed interface Numbers {
    boolean contains(long seq);

    static Numbers of(Settlement.Scope scope) {
      return switch (scope) {
        case Settlement.Scope.Range(long after, long to, int _) -> new Between(after, to);
        case Settlement.Scope.Retries(var seqs) -> new Named(Set.copyOf(seqs));
      };
    }

    record Between(long after, long to) implements Numbers {
      @Override
      public boolean contains(long seq) {
        return seq > after && seq <= to;
      }
    }

    record Named(Set<Long> seqs) implements Numbers {
      @Override
      public boolean contains(long seq) {
        return seqs.contains(seq);
      }
    }
  }
}
