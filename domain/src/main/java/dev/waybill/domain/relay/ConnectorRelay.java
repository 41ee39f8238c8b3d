package dev.waybill.domain.relay;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorRuntime;
import dev.waybill.domain.destination.Call;
import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.Outcome.Deferred;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.outbox.Ownership;
import dev.waybill.domain.outbox.SettledCall;
import dev.waybill.domain.relay.Preparation.Prepared;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Delivers for one connector, one pass at a time. It keeps what is under way in memory between
 * passes, so that known outcomes are not lost while the rest waits. One thread at a time; it never
 * sleeps, it says how long to rest.
 */
public final class ConnectorRelay {
  private final ConnectorId connector;
  private final NodeId node;
  private final RelayTools tools;
  private final Map<LaneId, LaneWork> works = new LinkedHashMap<>();
  private final Preparation preparation;
  private Ownership ownership;

  private ConnectorRelay(ConnectorId connector, NodeId node, RelayTools tools) {
    this.connector = connector;
    this.node = node;
    this.tools = tools;
    this.preparation = new Preparation(tools.json(), tools.clock());
    this.ownership = tools.lanes().take(connector, node);
  }

  /** Takes the connector for this node and reads where its lanes stand. */
  public static ConnectorRelay take(ConnectorId connector, NodeId node, RelayTools tools) {
    var relay = new ConnectorRelay(connector, node, tools);
    relay.refresh();
    return relay;
  }

  /**
   * Takes the connector again after the store failed, or a pass threw anything at all: whatever of
   * it committed is seen from here on, and what is known of a range not yet settled is kept.
   */
  public void retake() {
    ownership = tools.lanes().take(connector, node);
    refresh();
  }

  /**
   * Reads the lanes again: after a promotion there may be new ones, and old ones may have got an
   * end.
   */
  public void refresh() {
    var kept = new LinkedHashMap<LaneId, LaneWork>();
    for (Lane lane : tools.lanes().of(connector)) {
      var work = works.getOrDefault(lane.id(), new LaneWork(lane));
      work.sync(lane, tools.lanes());
      kept.put(lane.id(), work);
    }
    works.clear();
    works.putAll(kept);
  }

  /**
   * One step on each lane that does not rest.
   *
   * @param runtime the connector's active configuration, made ready
   * @throws dev.waybill.domain.StoreUnavailableException when the store failed; {@link #retake}
   *     before the next pass
   */
  public Pass pass(ConnectorRuntime runtime) {
    Pass best = new Pass.Resting(tools.idle());
    for (var work : works.values()) {
      var pass = step(work, runtime);
      if (pass instanceof Pass.Blocked || pass instanceof Pass.Fenced) {
        return pass;
      }
      best = sooner(best, pass);
    }
    return best;
  }

  private static Pass sooner(Pass one, Pass other) {
    if (one instanceof Pass.Resting(var first) && other instanceof Pass.Resting(var second)) {
      return first.compareTo(second) <= 0 ? one : other;
    }
    return one instanceof Pass.Resting ? other : one;
  }

  private Pass step(LaneWork work, ConnectorRuntime runtime) {
    var left = work.restLeft(tools.clock().instant());
    if (left.isPositive()) {
      return new Pass.Resting(left);
    }
    var pending = work.next(tools.lanes(), runtime);
    if (pending == null) {
      return new Pass.Resting(tools.idle());
    }
    var judgement = deliver(pending, runtime);
    if (judgement.blocked() != null) {
      return new Pass.Blocked(judgement.blocked().code(), judgement.blocked().message());
    }
    if (judgement.isHeld()) {
      return rest(work, judgement);
    }
    return settle(work, pending);
  }

  private Judgement deliver(PendingDelivery pending, ConnectorRuntime runtime) {
    var sending = new ArrayList<PendingEvent>();
    var batch = new ArrayList<OutboundEvent>();
    var judgement = new Judgement(tools.policy(), tools.random());
    for (var event : pending.undecided()) {
      switch (preparation.prepare(event, runtime)) {
        case Prepared.Decided(var exception) -> event.except(exception);
        case Prepared.AdapterFault(var what) -> judgement.judge(event, fault(what));
        case Prepared.Ready(var ready) -> {
          sending.add(event);
          batch.add(ready);
        }
      }
    }
    if (batch.isEmpty()) {
      return judgement;
    }
    var report = send(batch, runtime);
    for (int i = 0; i < sending.size(); i++) {
      judgement.judge(sending.get(i), report.outcomes().get(i));
    }
    pending.addAll(report.calls().stream().map(call -> told(call, sending)).toList());
    return judgement;
  }

  /**
   * An adapter that breaks its contract must not take events with it: nothing it did is believed.
   */
  private DeliveryReport send(List<OutboundEvent> batch, ConnectorRuntime runtime) {
    try {
      var report = runtime.destination().deliver(Collections.unmodifiableList(batch));
      return report.outcomes().size() == batch.size()
          ? report
          : broken(batch, "answered for " + report.outcomes().size() + " of " + batch.size());
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      return broken(batch, "threw " + e.getClass().getSimpleName());
    }
  }

  private static DeliveryReport broken(List<OutboundEvent> batch, String what) {
    return new DeliveryReport(Collections.nCopies(batch.size(), fault(what)), List.of());
  }

  private static Outcome fault(String what) {
    return new Deferred(
        Cause.TRANSIENT, "adapter_fault", "The destination adapter " + what + ".", null);
  }

  private SettledCall told(Call call, List<PendingEvent> sent) {
    tools.telemetry().called(connector, call);
    var seqs =
        call.events().stream()
            .filter(index -> index >= 0 && index < sent.size())
            .map(index -> sent.get(index).seq())
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

  private Pass rest(LaneWork work, Judgement judgement) {
    if (judgement.madeProgress()) {
      work.succeeded();
    }
    var backoff = RetryPolicy.LANES.delay(work.failedAgain(), tools.random());
    var named = judgement.namedWait();
    var wait = backoff.compareTo(named) >= 0 ? backoff : named;
    work.restFor(wait, tools.clock().instant());
    return new Pass.Resting(wait);
  }

  private Pass settle(LaneWork work, PendingDelivery pending) {
    var settlement = pending.settlement(work.lane().id());
    return switch (tools.lanes().settle(ownership, settlement)) {
      case FENCED -> new Pass.Fenced();
      case SETTLED -> {
        work.settled();
        tools.telemetry().settled(connector, settlement);
        yield new Pass.Worked();
      }
    };
  }
}
