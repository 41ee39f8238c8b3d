package dev.waybill.domain.relay;

import static java.util.Objects.requireNonNull;

import dev.waybill.domain.connector.ConnectorRuntime;
import dev.waybill.domain.destination.Bounded;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.event.Event;
import dev.waybill.domain.event.StoredEvent;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.outbox.EventException;
import dev.waybill.domain.outbox.EventException.Dead;
import dev.waybill.domain.outbox.EventException.Expired;
import dev.waybill.domain.outbox.EventException.Filtered;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** From an event of the log to what is sent, or to the reason why it is not sent. */
final class Preparation {
  private static final int MOST_PROBLEMS = 5;

  private final JsonCodec json;
  private final InstantSource clock;

  Preparation(JsonCodec json, InstantSource clock) {
    this.json = json;
    this.clock = clock;
  }

  /** Either ready to be sent, or decided already, or to be held back. */
  sealed interface Prepared {
    record Ready(OutboundEvent event) implements Prepared {}

    record Decided(EventException exception) implements Prepared {}

    /**
     * The destination adapter broke its contract.
     *
     * @param what the kind of fault; an adapter's own words could hold a secret
     */
    record AdapterFault(String what) implements Prepared {}
  }

  Prepared prepare(PendingEvent pending, ConnectorRuntime runtime) {
    var event = read(pending);
    if (event.isEmpty()) {
      return new Prepared.Decided(
          dead(pending, "unreadable", "The stored event cannot be read back."));
    }
    return prepare(pending, event.get(), runtime);
  }

  private Prepared prepare(PendingEvent pending, Event event, ConnectorRuntime runtime) {
    boolean accepted;
    Duration window;
    try {
      accepted = runtime.destination().accepts(event.source());
      window = requireNonNull(runtime.destination().acceptanceWindow(event.source()));
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      return new Prepared.AdapterFault("threw " + e.getClass().getSimpleName());
    }
    try {
      return accepted && runtime.filter().wants(event.body())
          ? wanted(pending, event, runtime, window)
          : new Prepared.Decided(filtered(pending));
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      // Ours to put right, and it must not hold up what comes after this event.
      var what = "The mapping or the filter threw " + e.getClass().getSimpleName() + ".";
      return new Prepared.Decided(dead(pending, "mapping_failed", what));
    }
  }

  private Prepared wanted(
      PendingEvent pending, Event event, ConnectorRuntime runtime, Duration window) {
    if (Duration.between(event.time(), clock.instant()).compareTo(window) > 0) {
      return new Prepared.Decided(
          new Expired(
              pending.seq(),
              pending.attemptsBefore,
              "past_acceptance_window",
              "The event is older than the platform takes."));
    }
    return switch (runtime.mapping().apply(event.body())) {
      case Mapping.Outcome.Mapped(var payload, _) ->
          new Prepared.Ready(new OutboundEvent(event.id(), event.source(), payload));
      case Mapping.Outcome.Unmappable(var problems) ->
          new Prepared.Decided(dead(pending, "mapping_failed", summary(problems)));
    };
  }

  private Optional<Event> read(PendingEvent pending) {
    Optional<Json> read = json.read(pending.entry.payload());
    return read.filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .flatMap(StoredEvent::read);
  }

  /** A retry cannot be unmade: what the filter no longer wants is given up on with that reason. */
  private static EventException filtered(PendingEvent pending) {
    return pending.attemptsBefore == 0
        ? new Filtered(pending.seq())
        : dead(pending, "filtered", "The connector no longer wants this event.");
  }

  private static Dead dead(PendingEvent pending, String code, String message) {
    return new Dead(pending.seq(), pending.attemptsBefore, code, message);
  }

  private static String summary(List<Problem> problems) {
    var all =
        problems.stream()
            .limit(MOST_PROBLEMS)
            .map(problem -> problem.pointer() + ": " + problem.message())
            .collect(Collectors.joining(" "));
    return Bounded.message(all);
  }
}
