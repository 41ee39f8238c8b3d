package dev.waybill.domain.simulation;

import dev.waybill.domain.destination.Call;
import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Blocked;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.Outcome.Deferred;
import dev.waybill.domain.destination.Outcome.Rejected;
import dev.waybill.domain.destination.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A connector's platform, and the way there, in whatever health the history gives it. */
final class SimulatedPlatform {
  /** How it answers. */
  enum Health {
    WELL,
    HANGS,
    ILL,
    TAKES_AND_IS_SILENT,
    IS_SILENT,
    THROTTLES,
    THROTTLES_FOR_A_WHILE,
    BLOCKS,
    PICKS,
    POISONED
  }

  private final Judge judge;
  private final Trace trace;
  private final RandomGenerator random;
  private Health health = Health.WELL;

  SimulatedPlatform(Judge judge, Trace trace, RandomGenerator random) {
    this.judge = judge;
    this.trace = trace;
    this.random = random;
  }

  void health(Health now) {
    health = now;
  }

  Health health() {
    return health;
  }

  /** The platform as that relay reaches it. */
  Destination seenBy(Incarnation by) {
    return new Destination() {
      @Override
      public DeliveryReport deliver(List<OutboundEvent> batch) {
        return answer(by, batch);
      }

      @Override
      public Probe probe() {
        return new Probe(List.of());
      }
    };
  }

  private DeliveryReport answer(Incarnation by, List<OutboundEvent> batch) {
    batch.forEach(event -> judge.sent(by, event.id().value()));
    var whole = whole(batch);
    var outcomes = batch.stream().map(event -> one(by, event.id().value(), whole)).toList();
    trace.add(() -> "  " + health + " " + batch + " -> " + outcomes);
    var carried = IntStream.range(0, batch.size()).boxed().toList();
    var call = new Call(carried, 200, "0", null, null, Instant.EPOCH, Duration.ZERO);
    return new DeliveryReport(outcomes, List.of(call));
  }

  /** What becomes of the whole call; null when each event is answered for. */
  private @Nullable Outcome whole(List<OutboundEvent> batch) {
    return switch (health) {
      case WELL, PICKS -> null;
      case HANGS -> throw new IllegalStateException("nothing comes back from a platform that hangs");
      case ILL -> deferred(Cause.TRANSIENT, null);
      case TAKES_AND_IS_SILENT, IS_SILENT -> deferred(Cause.UNANSWERED, null);
      case THROTTLES -> deferred(Cause.THROTTLE, null);
      case THROTTLES_FOR_A_WHILE ->
          deferred(Cause.THROTTLE, Duration.ofSeconds(1 + random.nextInt(600)));
      case BLOCKS -> new Blocked("40105", "The token was revoked.");
      case POISONED ->
          batch.stream().anyMatch(event -> isPoison(event.id().value()))
              ? deferred(Cause.TRANSIENT, null)
              : null;
    };
  }

  private static boolean isPoison(String id) {
    return id.endsWith("7");
  }

  private Outcome one(Incarnation by, String id, @Nullable Outcome whole) {
    var outcome = whole != null ? whole : health == Health.PICKS ? pick() : Outcome.ACCEPTED;
    if (outcome.equals(Outcome.ACCEPTED)) {
      judge.taken(by, id, true);
    } else if (health == Health.TAKES_AND_IS_SILENT || isTakenUnproven(outcome)) {
      judge.taken(by, id, false);
    }
    return outcome;
  }

  private boolean isTakenUnproven(Outcome outcome) {
    return outcome instanceof Deferred deferred
        && deferred.cause() == Cause.UNPROVEN
        && random.nextBoolean();
  }

  private Outcome pick() {
    return switch (random.nextInt(8)) {
      case 0 -> new Rejected("40002", "A field is wrong.");
      case 1 -> deferred(Cause.EVENT, null);
      case 2 -> deferred(Cause.EVENT, Duration.ofSeconds(1 + random.nextInt(60)));
      case 3 -> deferred(Cause.UNPROVEN, null);
      default -> Outcome.ACCEPTED;
    };
  }

  private static Outcome deferred(Cause cause, @Nullable Duration after) {
    return new Deferred(cause, "later", "Not now.", after);
  }
}
