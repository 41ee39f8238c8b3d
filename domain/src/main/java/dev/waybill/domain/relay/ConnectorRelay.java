package dev.waybill.domain.relay;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorRuntime;
import dev.waybill.domain.destination.PlatformSpec.Limits;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.outbox.Lanes.Settled;
import dev.waybill.domain.outbox.Ownership;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Delivers for one connector: says what to send next, and settles what comes back. It keeps what is
 * under way in memory, so that known outcomes are not lost while the rest waits. One thread at a
 * time; only {@link Delivery#send} runs beside it. It never sleeps, it says how long to rest.
 */
public final class ConnectorRelay {
  private final ConnectorId connector;
  private final RelayTools tools;
  private final Pace pace;
  private final RateBudget budget = new RateBudget();
  private final FairShare.Portion portion;
  private final ReplayPace replayPace = new ReplayPace();

  // In the order of their turns.
  private final Map<LaneId, LaneWork> works = new LinkedHashMap<>();

  private Ownership ownership;

  private ConnectorRelay(Ownership ownership, RelayTools tools, Runnable roomMade) {
    this.connector = ownership.connector();
    this.tools = tools;
    this.pace = new Pace(tools.random());
    this.portion = tools.share().join(roomMade);
    this.ownership = ownership;
  }

  /**
   * Reads where the lanes of a connector stand that was taken.
   *
   * @param roomMade called, by any thread, when there is room in memory for what there was none for
   */
  public static ConnectorRelay of(Ownership ownership, RelayTools tools, Runnable roomMade) {
    var relay = new ConnectorRelay(ownership, tools, roomMade);
    relay.refresh();
    return relay;
  }

  /**
   * Goes on after the store failed, or anything at all was thrown, with the connector taken anew:
   * whatever of it committed is seen from here on, and what is known of a range not yet settled is
   * kept.
   */
  public void retaken(Ownership anew) {
    ownership = anew;
    refresh();
  }

  /**
   * Reads the lanes again: after a promotion there may be new ones, and old ones may have got an
   * end. Whose turn it is stays as it was.
   */
  public void refresh() {
    var found = tools.lanes().of(connector);
    for (var lane : found) {
      works.computeIfAbsent(lane.id(), _ -> new LaneWork(lane, portion)).sync(lane, tools.lanes());
    }
    forgetAllBut(found.stream().map(Lane::id).collect(Collectors.toSet()));
  }

  private void forgetAllBut(Set<LaneId> found) {
    works.values().stream().filter(it -> !found.contains(it.lane().id())).forEach(LaneWork::gone);
    works.keySet().retainAll(found);
  }

  /** How many deliveries are on their way. */
  public int onTheirWay() {
    return works.values().stream().mapToInt(LaneWork::onTheirWay).sum();
  }

  /** How many bytes of the node's memory are taken for no delivery of its lanes: none, ever. */
  long bytesLost() {
    return portion.held() - works.values().stream().mapToLong(LaneWork::bytesHeld).sum();
  }

  /**
   * What to send now, if anything.
   *
   * @param runtime the connector's active configuration, made ready
   * @throws dev.waybill.domain.StoreUnavailableException when the store failed; {@link #retaken}
   *     before anything else
   */
  public Next next(ConnectorRuntime runtime) {
    if (!leaveStanding()) {
      return rest(tools.idle());
    }
    var now = tools.clock().instant();
    var left = longer(pace.restLeft(now), budget.restLeft(runtime.rate(), now));
    if (left.isPositive()) {
      portion.wantNothing();
      return rest(left);
    }
    if (onTheirWay() >= pace.width()) {
      return rest(tools.idle());
    }
    for (var work : works.values()) {
      var pending = work.isReplay() ? null : work.next(tools, limits(runtime), pace.isProbing());
      if (pending != null) {
        return send(work, pending, runtime);
      }
    }
    return replay(runtime, now);
  }

  /** Behind everything else, and never on the last of several ways. */
  private Next replay(ConnectorRuntime runtime, Instant now) {
    for (var work : works.values()) {
      if (!work.isReplay() || work.stands()) {
        continue;
      }
      if (onTheirWay() < Math.max(1, pace.width() - 1) && replayPace.mayGo(now)) {
        var limits = ReplayPace.limits(limits(runtime), work.lane());
        var pending = work.next(tools, limits, pace.isProbing());
        if (pending != null) {
          replayPace.goes(pending.undecided().size(), work.lane(), now);
          return send(work, pending, runtime);
        }
      }
    }
    return rest(shortestRest(now));
  }

  private Next send(LaneWork work, PendingDelivery pending, ConnectorRuntime runtime) {
    takeTurns(work);
    pending.leaves();
    var round = new Round(connector, tools, runtime, pending.group(pace));
    return new Next.Send(new Delivery(work, pending, round));
  }

  /**
   * What is known of replays that are paused or cancelled is made durable. False when somebody else
   * owns the connector by now, which the node finds out by its next beat or look.
   */
  private boolean leaveStanding() {
    return works.values().stream()
        .filter(work -> work.stands() && work.onTheirWay() == 0)
        .allMatch(this::leave);
  }

  private boolean leave(LaneWork work) {
    for (var left : work.letGo()) {
      switch (commit(work, left)) {
        case FENCED -> {
          return false;
        }
        case SETTLED -> work.settled(left);
        case OUTDATED -> work.forget(left);
      }
    }
    return true;
  }

  /** No more in one call than a second allows, or one call would be followed by a long silence. */
  private static Limits limits(ConnectorRuntime runtime) {
    var limits = runtime.limits();
    var most = runtime.rate().eventsPerSecond();
    return most == null || most >= limits.batchEvents()
        ? limits
        : new Limits(most, limits.batchBytes(), limits.deduplication());
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private Next rest(Duration left) {
    return new Next.Rest(left.compareTo(tools.idle()) < 0 ? left : tools.idle());
  }

  private Duration shortestRest(Instant now) {
    var shortest = shorter(replayPace.restLeft(now), tools.idle());
    for (var work : works.values()) {
      var left = work.restLeft(now);
      shortest = left == null ? shortest : shorter(left, shortest);
      shortest = shorter(work.gatheringLeft(now), shortest);
    }
    return shortest;
  }

  /** The first where any of it is left and it is the shorter one, else the other. */
  private static Duration shorter(Duration left, Duration other) {
    return left.isPositive() && left.compareTo(other) < 0 ? left : other;
  }

  private void takeTurns(LaneWork work) {
    works.remove(work.lane().id());
    works.put(work.lane().id(), work);
  }

  /**
   * Reads what became of a delivery that was sent, and settles it when all of it is decided.
   *
   * @throws dev.waybill.domain.StoreUnavailableException when the store failed; {@link #retaken}
   *     before anything else, and what is known of the delivery is kept
   */
  public Pass finish(Delivery delivery) {
    var pending = delivery.pending;
    pending.comesBack();
    budget.spend(delivery.round().calls(), delivery.round().sent().size());
    if (!delivery.work.has(pending)) {
      return new Pass.Worked();
    }
    var judgement = delivery.round().judgement();
    var blocked = judgement.blocked();
    if (blocked != null) {
      return new Pass.Blocked(blocked.code(), blocked.message());
    }
    if (judgement.isIll()) {
      failed(delivery, judgement);
    } else if (!delivery.round().sent().isEmpty() && !judgement.isThrottled()) {
      passed(pending);
    }
    return pending.undecided().isEmpty()
        ? settle(delivery.work, pending)
        : goOn(delivery.work, pending, judgement);
  }

  private void passed(PendingDelivery pending) {
    pace.passed();
    pending.wentOn();
  }

  private void failed(Delivery delivery, Judgement judgement) {
    var pending = delivery.pending;
    if (judgement.madeProgress()) {
      pending.suspicion().over();
      passed(pending);
    }
    var sent = delivery.round().sent();
    if (!delivery.round().isFromTheBack()
        && !sent.isEmpty()
        && pending.suspicion().failed(sent, pace.passes())) {
      judgement.isolate(sent.getFirst());
      pending.suspicion().over();
      pending.wentOn();
    } else {
      pace.failed(tools.clock().instant());
    }
  }

  private Pass goOn(LaneWork work, PendingDelivery pending, Judgement judgement) {
    if (!judgement.isIll() && !judgement.isThrottled()) {
      return new Pass.Worked();
    }
    if (judgement.isThrottled() && judgement.madeProgress()) {
      pending.wentOn();
    }
    work.putAside(pending);
    var now = tools.clock().instant();
    var wait = wait(pending, judgement);
    if (judgement.isThrottled()) {
      pace.throttled(wait, now);
    } else {
      pending.restFor(wait, now);
      pace.restFor(judgement.namedWait(), now);
    }
    return new Pass.Resting(wait);
  }

  private Duration wait(PendingDelivery pending, Judgement judgement) {
    var backoff = RetryPolicy.LANES.delay(pending.failedAgain(), tools.random());
    return longer(backoff, judgement.namedWait());
  }

  private Pass settle(LaneWork work, PendingDelivery pending) {
    return switch (commit(work, pending)) {
      case FENCED -> new Pass.Fenced();
      case SETTLED -> {
        work.settled(pending);
        yield new Pass.Worked();
      }
      case OUTDATED -> {
        work.forget(pending);
        refresh();
        yield new Pass.Worked();
      }
    };
  }

  /**
   * Lets go of every delivery under way, before a wait whose end nobody knows: what is known of one
   * is made durable, and the rest of it becomes retries that use up no attempt, are due at once and
   * come before fresh events. One of which nothing is known will be read again. Only to be asked
   * for when nothing is on its way; costs nothing when nothing is under way.
   *
   * @return {@code FENCED} when somebody else owns the connector by now
   * @throws dev.waybill.domain.StoreUnavailableException when the store failed; what was let go is
   *     kept until it can be settled
   */
  public Settled release() {
    if (onTheirWay() > 0) {
      throw new IllegalStateException(connector + ": a delivery on its way cannot be released");
    }
    boolean outdated = false;
    for (var work : works.values()) {
      for (var left : work.letGo()) {
        switch (commit(work, left)) {
          case FENCED -> {
            return Settled.FENCED;
          }
          case SETTLED -> work.settled(left);
          case OUTDATED -> {
            work.forget(left);
            outdated = true;
          }
        }
      }
    }
    portion.leave();
    if (outdated) {
      refresh();
    }
    return Settled.SETTLED;
  }

  /** Gives back the memory it holds; it is of no use afterwards. */
  public void leave() {
    portion.leave();
  }

  private Settled commit(LaneWork work, PendingDelivery pending) {
    var settlement = pending.settlement(work.lane().id());
    var settled = tools.lanes().settle(ownership, settlement);
    if (settled == Settled.SETTLED && !work.isReplay()) {
      tools.telemetry().settled(connector, settlement);
      tools.telemetry().delivered(connector, pending.delivered(tools.clock().instant()));
    }
    return settled;
  }
}
