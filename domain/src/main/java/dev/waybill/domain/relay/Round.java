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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One round of a delivery: prepares what is undecided of it, sends that, and reads the answers. */
final class Round {
  private final ConnectorId connector;
  private final RelayTools tools;
  private final ConnectorRuntime runtime;
  private final Judgement judgement;
  private final List<PendingEvent> sending = new ArrayList<>();
  private final List<OutboundEvent> batch = new ArrayList<>();
  private final MappingFailures failures = new MappingFailures();

  private Round(ConnectorId connector, RelayTools tools, ConnectorRuntime runtime) {
    this.connector = connector;
    this.tools = tools;
    this.runtime = runtime;
    // From before the call on: the platform may take an event as soon as it is sent.
    var unanswered = new Uncertainty(tools.clock().instant(), runtime.revision());
    this.judgement = new Judgement(tools.policy(), tools.random(), unanswered);
  }

  static Judgement of(
      PendingDelivery pending, ConnectorId connector, RelayTools tools, ConnectorRuntime runtime) {
    var round = new Round(connector, tools, runtime);
    round.prepare(pending);
    if (!round.batch.isEmpty()) {
      round.deliver(pending);
    }
    return round.judgement;
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
    var report = send();
    for (int i = 0; i < sending.size(); i++) {
      judgement.judge(sending.get(i), report.outcomes().get(i));
    }
    pending.addAll(report.calls().stream().map(this::told).toList());
  }

  /**
   * An adapter that breaks its contract must not take events with it: nothing it did is believed,
   * and so not either that it sent nothing.
   */
  private DeliveryReport send() {
    try {
      var report = runtime.destination().deliver(Collections.unmodifiableList(batch));
      return report.outcomes().size() == batch.size()
          ? report
          : broken("answered for " + report.outcomes().size() + " of " + batch.size());
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      return broken("threw " + e.getClass().getSimpleName());
    }
  }

  private DeliveryReport broken(String what) {
    var outcomes = Collections.nCopies(batch.size(), fault(Cause.UNANSWERED, what));
    return new DeliveryReport(outcomes, List.of());
  }

  private static Outcome fault(Cause cause, String what) {
    return new Deferred(cause, "adapter_fault", "The destination adapter " + what + ".", null);
  }

  private SettledCall told(Call call) {
    tools.telemetry().called(connector, call);
    var seqs =
        call.events().stream()
            .filter(index -> index >= 0 && index < sending.size())
            .map(index -> sending.get(index).seq())
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
