package dev.waybill.domain.simulation;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.Outcome.Deferred;
import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.outbox.InMemoryOutbox;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.Ownership;
import dev.waybill.domain.outbox.RetryEntry;
import dev.waybill.domain.outbox.Settlement;
import dev.waybill.domain.relay.FairShare;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The engine with one promise broken, by what it is wired to; each must be caught. */
enum Mutant {
  NONE(""),
  SETTLES_BEFORE_IT_SENDS("I4"),
  SKIPS_THE_EPOCH_CHECK("I8"),
  MOVES_THE_LOW_MARK_PAST_AN_UNSETTLED_RANGE("I5"),
  RESENDS_A_DECIDED_EVENT("I3"),
  COUNTS_AN_UNKNOWN_AS_DELIVERED("I4"),
  READS_RETRIES_TWICE("I3"),
  FORGETS_EXCEPTIONS("liveness"),
  FORGETS_A_SETTLEMENT("I3"),
  FORGETS_WHAT_IS_SETTLED_AHEAD("I3"),
  NEVER_CLOSES_THE_BREAKER("liveness"),
  LEAVES_ALL_MEMORY_TO_WHOEVER_COMES_FIRST("I6"),
  COUNTS_A_REPLAY_IN_THE_LEDGER("I4"),
  FORGETS_A_REPLAY("I1"),
  LOSES_WHAT_A_REPLAY_IS_TO_TRY_AGAIN("liveness");

  private final String caughtBy;

  Mutant(String caughtBy) {
    this.caughtBy = caughtBy;
  }

  /** What the judge has to find wrong with it; that it finds anything at all is too little. */
  String caughtBy() {
    return caughtBy;
  }

  InMemoryOutbox outbox(InstantSource clock) {
    return new MutantOutbox(this, clock);
  }

  /** What a node's deliveries may hold; where it is a single byte one delivery holds all of it. */
  FairShare memory(long bytes) {
    return new FairShare(this == LEAVES_ALL_MEMORY_TO_WHOEVER_COMES_FIRST ? 1 : bytes);
  }

  Destination destination(Destination real) {
    return switch (this) {
      case SETTLES_BEFORE_IT_SENDS -> of(real, sendingLate());
      case RESENDS_A_DECIDED_EVENT -> of(real, Mutant::twice);
      case COUNTS_AN_UNKNOWN_AS_DELIVERED -> of(real, Mutant::hopefully);
      case NEVER_CLOSES_THE_BREAKER -> of(real, Mutant::failingProbes);
      default -> real;
    };
  }

  private static BiFunction<Destination, List<OutboundEvent>, DeliveryReport> sendingLate() {
    var left = new ArrayList<List<OutboundEvent>>();
    return (real, batch) -> {
      left.forEach(real::deliver);
      left.clear();
      left.add(List.copyOf(batch));
      return all(batch);
    };
  }

  private static DeliveryReport all(List<OutboundEvent> batch) {
    return new DeliveryReport(batch.stream().map(_ -> Outcome.ACCEPTED).toList(), List.of());
  }

  private static DeliveryReport twice(Destination real, List<OutboundEvent> batch) {
    var report = real.deliver(batch);
    var decided =
        Stream.iterate(0, i -> i < batch.size(), i -> i + 1)
            .filter(i -> report.outcomes().get(i).equals(Outcome.ACCEPTED))
            .map(batch::get)
            .toList();
    if (!decided.isEmpty()) {
      real.deliver(decided);
    }
    return report;
  }

  private static DeliveryReport hopefully(Destination real, List<OutboundEvent> batch) {
    var report = real.deliver(batch);
    var outcomes = report.outcomes().stream().map(Mutant::hopefully).toList();
    return new DeliveryReport(outcomes, report.calls());
  }

  private static Outcome hopefully(Outcome outcome) {
    return outcome instanceof Deferred deferred && deferred.cause() == Cause.UNANSWERED
        ? Outcome.ACCEPTED
        : outcome;
  }

  private static DeliveryReport failingProbes(Destination real, List<OutboundEvent> batch) {
    var ill = new Deferred(Cause.TRANSIENT, "open", "The breaker stays open.", null);
    return batch.size() > 1
        ? real.deliver(batch)
        : new DeliveryReport(List.<Outcome>of(ill), List.of());
  }

  private static Destination of(
      Destination real, BiFunction<Destination, List<OutboundEvent>, DeliveryReport> deliver) {
    return new Destination() {
      @Override
      public DeliveryReport deliver(List<OutboundEvent> batch) {
        return deliver.apply(real, batch);
      }

      @Override
      public Probe probe() {
        return real.probe();
      }
    };
  }

  private static final class MutantOutbox extends InMemoryOutbox {
    private final Mutant mutant;

    MutantOutbox(Mutant mutant, InstantSource clock) {
      super(clock);
      this.mutant = mutant;
    }

    @Override
    protected boolean isCurrent(Ownership ownership) {
      return mutant == SKIPS_THE_EPOCH_CHECK || super.isCurrent(ownership);
    }

    @Override
    public synchronized List<Lane> of(ConnectorId connector) {
      var lanes = super.of(connector);
      return switch (mutant) {
        case MOVES_THE_LOW_MARK_PAST_AN_UNSETTLED_RANGE -> lanes.stream().map(this::past).toList();
        case FORGETS_A_REPLAY -> lanes.stream().filter(lane -> lane.replay() == null).toList();
        case FORGETS_WHAT_IS_SETTLED_AHEAD -> lanes.stream().map(this::forgetful).toList();
        default -> lanes;
      };
    }

    @Override
    protected boolean isVerdict(Lane lane) {
      return mutant == COUNTS_A_REPLAY_IN_THE_LEDGER || super.isVerdict(lane);
    }

    private Lane past(Lane lane) {
      return lane.ahead().isEmpty() ? lane : lane.settledUpTo(lane.ahead().getLast().to());
    }

    private Lane forgetful(Lane lane) {
      return new Lane(
          lane.id(),
          lane.connector(),
          lane.source(),
          lane.position(),
          lane.end(),
          List.of(),
          lane.replay());
    }

    @Override
    public synchronized List<RetryEntry> dueRetries(Lane lane, int limit, int maxBytes) {
      var due = super.dueRetries(lane, limit, maxBytes);
      return switch (mutant) {
        case READS_RETRIES_TWICE -> due.stream().flatMap(retry -> Stream.of(retry, retry)).toList();
        case LOSES_WHAT_A_REPLAY_IS_TO_TRY_AGAIN -> lane.replay() == null ? due : List.of();
        default -> due;
      };
    }

    @Override
    public synchronized Settled settle(Ownership ownership, Settlement settlement) {
      return switch (mutant) {
        case FORGETS_A_SETTLEMENT -> Settled.SETTLED;
        case FORGETS_EXCEPTIONS -> super.settle(ownership, withoutExceptions(settlement));
        default -> super.settle(ownership, settlement);
      };
    }

    private static Settlement withoutExceptions(Settlement it) {
      return new Settlement(it.lane(), it.scope(), List.of(), it.calls());
    }
  }
}
