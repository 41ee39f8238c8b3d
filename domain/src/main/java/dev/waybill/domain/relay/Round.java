package dev.waybill.domain.relay;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorRuntime;
import dev.waybill.domain.destination.Call;
import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.Outcome.Deferred;
import dev.waybill.domain.outbox.SettledCall;
import dev.waybill.domain.outbox.Uncertainty;
import dev.waybill.domain.relay.Preparation.Prepared;
import dev.waybill.domain.telemetry.CallOutcome;
import dev.waybill.domain.telemetry.Traceparent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One round of a delivery: prepares what is undecided of it, sends a group of that, and reads the
 * answers. For one run by one thread.
 */
final class Round {
  // Made beforehand: when a call ends for lack of memory there may be none for words.
  private static final Outcome LOST = fault(Cause.UNANSWERED, "did not come back from a call");

  private final ConnectorId connector;
  private final RelayTools tools;
  private final ConnectorRuntime runtime;
  private final Group group;
  private final Judgement judgement;
  private final List<PendingEvent> sending = new ArrayList<>();
  private final List<OutboundEvent> batch = new ArrayList<>();
  private final MappingFailures failures = new MappingFailures();
  private List<PendingEvent> sent = List.of();
  private int calls;

  /**
   * @param group which of the events that can be sent this round sends
   */
  Round(ConnectorId connector, RelayTools tools, ConnectorRuntime runtime, Group group) {
    this.connector = connector;
    this.tools = tools;
    this.runtime = runtime;
    this.group = group;
    // From before the call on: the platform may take an event as soon as it is sent.
    var unanswered = new Uncertainty(tools.clock().instant(), runtime.revision());
    this.judgement = new Judgement(tools.policy(), tools.random(), unanswered);
  }

  /** Which of the events that can be sent are sent: so many from the front, or from the back. */
  record Group(int most, boolean fromTheBack) {
    <T> List<T> of(List<T> all) {
      int size = Math.min(most, all.size());
      return fromTheBack ? all.subList(all.size() - size, all.size()) : all.subList(0, size);
    }
  }

  void run(PendingDelivery pending) {
    prepare(pending);
    if (!batch.isEmpty()) {
      deliver(pending);
    }
  }

  ConnectorRuntime runtime() {
    return runtime;
  }

  Judgement judgement() {
    return judgement;
  }

  /** How many calls were made, as the destination tells. */
  int calls() {
    return calls;
  }

  boolean isFromTheBack() {
    return group.fromTheBack();
  }

  /** The events that were handed to the destination; empty until they are. */
  List<PendingEvent> sent() {
    return sent;
  }

  private void prepare(PendingDelivery pending) {
    var preparation = new Preparation(tools.json(), tools.clock());
    for (var event : pending.undecided()) {
      switch (preparation.prepare(event, runtime)) {
        case Prepared.Decided(var exception) -> event.except(exception);
        case Prepared.Unmapped(var dead, var likeness) -> failures.add(event, dead, likeness);
        case Prepared.AdapterFault(var what) ->
            judgement.judge(event, fault(Cause.TRANSIENT, what));
        case Prepared.Ready(var ready) -> {
          sending.add(event);
          batch.add(ready);
        }
      }
    }
    var alike = batch.isEmpty() ? failures.alike() : null;
    if (alike != null) {
      failures.hold(alike);
      judgement.block(alike);
    } else {
      failures.giveUp();
    }
  }

  private void deliver(PendingDelivery pending) {
    var events = group.of(sending);
    var outbound = group.of(batch);
    sent = events;
    var report = send(outbound);
    calls = report.calls().size();
    for (int i = 0; i < events.size(); i++) {
      judgement.judge(events.get(i), report.outcomes().get(i));
    }
    count(report, events);
    pending.addAll(report.calls().stream().map(call -> told(call, events)).toList());
  }

  /**
   * An adapter that breaks its contract must not take events with it: nothing it did is believed,
   * and so not either that it sent nothing. An error that is more than the adapter's is thrown on,
   * and the events went unanswered all the same.
   */
  private DeliveryReport send(List<OutboundEvent> events) {
    try {
      var report = runtime.destination().deliver(Collections.unmodifiableList(events));
      return report.outcomes().size() == events.size()
          ? report
          : broken("answered for " + report.outcomes().size() + " of " + events.size(), events);
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      return broken("threw " + e.getClass().getSimpleName(), events);
    } catch (Error e) {
      for (int i = 0; i < sent.size(); i++) {
        judgement.judge(sent.get(i), LOST);
      }
      throw e;
    }
  }

  private static DeliveryReport broken(String what, List<OutboundEvent> events) {
    var outcomes = Collections.nCopies(events.size(), fault(Cause.UNANSWERED, what));
    return new DeliveryReport(outcomes, List.of());
  }

  private static Outcome fault(Cause cause, String what) {
    return new Deferred(cause, "adapter_fault", "The destination adapter " + what + ".", null);
  }

  private void count(DeliveryReport report, List<PendingEvent> events) {
    var tracing = tools.telemetry().tracing();
    var outcomes = CallOutcome.of(report);
    for (int i = 0; i < outcomes.size(); i++) {
      var call = report.calls().get(i);
      tools.telemetry().called(connector, call, outcomes.get(i));
      if (tracing.isOn()) {
        tracing.called(connector, call, outcomes.get(i), traces(call, events));
      }
    }
  }

  private static List<Traceparent> traces(Call call, List<PendingEvent> events) {
    return call.events().stream()
        .filter(index -> index >= 0 && index < events.size())
        .map(index -> events.get(index).traceparent())
        .distinct()
        .flatMap(text -> Traceparent.parse(text).stream())
        .toList();
  }

  private static SettledCall told(Call call, List<PendingEvent> events) {
    var seqs =
        call.events().stream()
            .filter(index -> index >= 0 && index < events.size())
            .map(index -> events.get(index).seq())
            .sorted()
            .distinct()
            .toList();
    return new SettledCall(
        seqs,
        call.httpStatus(),
        call.code(),
        call.message(),
        call.requestId(),
        call.at(),
        call.took());
  }
}
