package dev.waybill.domain.relay;

import static java.util.Objects.requireNonNull;

import dev.waybill.domain.StoreUnavailableException;
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
import dev.waybill.domain.outbox.EventException.Filtered;
import dev.waybill.domain.telemetry.Traceparent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** From an event of the log to what is sent, or to the reason why it is not sent. */
final class Preparation {
  private static final int MOST_PROBLEMS = 5;

  private final JsonCodec json;
  private final Windows windows;

  Preparation(JsonCodec json, InstantSource clock) {
    this.json = json;
    this.windows = new Windows(clock.instant());
  }

  /** Either ready to be sent, or decided already, or to be held back. */
  sealed interface Prepared {
    record Ready(OutboundEvent event) implements Prepared {}

    record Decided(EventException exception) implements Prepared {}

    /**
     * It cannot be mapped.
     *
     * @param dead what becomes of it, unless the fault is not its own
     * @param likeness the same text for the same fault, wherever the event's own values differ
     */
    record Unmapped(Dead dead, String likeness) implements Prepared {}

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
    pending.happened(event.get().occurrence());
    pending.traced(event.get().body().string(Traceparent.NAME));
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
    } catch (StoreUnavailableException e) {
      // The mapping of an earlier revision may have to be read; that it cannot be is no fault of
      // it.
      throw e;
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      // Ours to put right, and it must not hold up what comes after this event.
      var what = "The mapping or the filter threw " + e.getClass().getSimpleName() + ".";
      return new Prepared.Unmapped(dead(pending, "mapping_failed", what), what);
    }
  }

  private Prepared wanted(
      PendingEvent pending, Event event, ConnectorRuntime runtime, Duration window) {
    var expired = windows.expired(pending, event, window, runtime.limits().deduplication());
    if (expired != null) {
      return new Prepared.Decided(expired);
    }
    return switch (mapping(pending, runtime).apply(event.body())) {
      case Mapping.Outcome.Mapped(var payload, _) ->
          new Prepared.Ready(new OutboundEvent(event.id(), event.source(), payload));
      case Mapping.Outcome.Unmappable(var problems) ->
          new Prepared.Unmapped(
              dead(pending, "mapping_failed", summary(problems)), likeness(problems));
    };
  }

  /**
   * What may have been taken already is sent as it was then: the platform would keep either of two
   * different ones. Where that mapping is gone the event id has to do.
   */
  private static Mapping mapping(PendingEvent pending, ConnectorRuntime runtime) {
    var uncertainty = pending.uncertainty();
    if (uncertainty == null || uncertainty.revision() == runtime.revision()) {
      return runtime.mapping();
    }
    return runtime.earlier().of(uncertainty.revision()).orElse(runtime.mapping());
  }

  private Optional<Event> read(PendingEvent pending) {
    Optional<Json> read = json.read(pending.payload());
    return read.filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .flatMap(StoredEvent::read);
  }

  /** A retry cannot be unmade: what the filter no longer wants is given up on with that reason. */
  private static EventException filtered(PendingEvent pending) {
    return pending.attemptsBefore == 0 && pending.uncertainty() == null
        ? new Filtered(pending.seq())
        : dead(pending, "filtered", "The connector no longer wants this event.");
  }

  private static Dead dead(PendingEvent pending, String code, String message) {
    return new Dead(pending.seq(), pending.attemptsBefore, code, message);
  }

  private static String likeness(List<Problem> problems) {
    return problems.stream()
        .map(problem -> problem.code() + " " + problem.pointer())
        .collect(Collectors.joining("\n"));
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
