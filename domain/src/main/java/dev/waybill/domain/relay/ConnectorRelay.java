package dev.waybill.domain.relay;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorRuntime;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.outbox.Lanes.Settled;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.outbox.Ownership;
import java.util.LinkedHashMap;
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
  private Ownership ownership;

  private ConnectorRelay(ConnectorId connector, NodeId node, RelayTools tools) {
    this.connector = connector;
    this.node = node;
    this.tools = tools;
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
    var judgement = Round.of(pending, connector, tools, runtime);
    var blocked = judgement.blocked();
    if (blocked != null) {
      return release() == Settled.FENCED
          ? new Pass.Fenced()
          : new Pass.Blocked(blocked.code(), blocked.message());
    }
    if (judgement.isHeld()) {
      return rest(work, judgement);
    }
    return settle(work, pending);
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
    return switch (commit(work, pending)) {
      case FENCED -> new Pass.Fenced();
      case SETTLED -> {
        work.settled();
        yield new Pass.Worked();
      }
    };
  }

  /**
   * Lets go of every delivery under way, before a wait whose end nobody knows: what is known of one
   * is made durable, and the rest of it becomes retries that use up no attempt, are due at once and
   * come before fresh events. One of which nothing is known will be read again. Costs nothing when
   * nothing is under way.
   *
   * @return {@code FENCED} when somebody else owns the connector by now
   * @throws dev.waybill.domain.StoreUnavailableException when the store failed; what was let go is
   *     kept until it can be settled
   */
  public Settled release() {
    for (var work : works.values()) {
      var left = work.letGo();
      if (left != null) {
        if (commit(work, left) == Settled.FENCED) {
          return Settled.FENCED;
        }
        work.released();
      }
    }
    return Settled.SETTLED;
  }

  private Settled commit(LaneWork work, PendingDelivery pending) {
    var settlement = pending.settlement(work.lane().id());
    var settled = tools.lanes().settle(ownership, settlement);
    if (settled == Settled.SETTLED) {
      tools.telemetry().settled(connector, settlement);
    }
    return settled;
  }
}
