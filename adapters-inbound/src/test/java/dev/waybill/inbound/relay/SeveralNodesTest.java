package dev.waybill.inbound.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.ScriptedDestination;
import dev.waybill.domain.node.Cluster;
import dev.waybill.domain.node.Lease;
import dev.waybill.domain.node.Nodes;
import dev.waybill.domain.outbox.NodeId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two relays with real threads over one store in memory. */
@Timeout(60)
class SeveralNodesTest {
  private static final NodeId NODE = RelayFixture.NODE;
  private static final NodeId OTHER = RelayFixture.OTHER_NODE;
  private static final Outcome SILENT =
      new Outcome.Deferred(Outcome.Cause.UNANSWERED, "interrupted", "Interrupted.", null);

  private final RelayFixture fixture = new RelayFixture();
  private final ScriptedDestination destination = fixture.destination;
  private final AtomicLong standstill = new AtomicLong();
  private final Lease lease = new Lease(() -> System.nanoTime() + standstill.get());
  private final RelaySignal signal = new RelaySignal();
  private final PollingRelay other =
      fixture.relay(RelayFixture.seat(OTHER, fixture.outbox, lease), signal);

  @AfterEach
  void stop() {
    other.close();
    fixture.close();
    fixture.ledgerBalances();
  }

  @Test
  void connectors_spread_over_both_and_each_has_one_owner() {
    for (int i = 0; i < 12; i++) {
      fixture.newConnector();
    }
    fixture.start();
    awaitOwners(NODE);
    other.start();
    awaitOwners(NODE, OTHER);
    fixture.append("a");
    RelayFixture.await(
        "delivered to all",
        () -> fixture.outbox.lines().stream().allMatch(it -> it.delivered() == 1));
    assertThat(destination.batches()).as("once for each connector").hasSize(13);
  }

  @Test
  void a_node_that_leaves_hands_everything_over_at_once() {
    fixture.start();
    other.start();
    RelayFixture.await("owned", () -> !owners().isEmpty());
    fixture.close();
    awaitOwners(OTHER);
    fixture.appendSilently("a");
    fixture.awaitDelivered(1);
  }

  @Test
  void a_connector_changes_hands_only_when_nothing_of_it_is_on_its_way() {
    var called = new CountDownLatch(1);
    var answer = new CountDownLatch(1);
    destination.next(
        batch -> {
          called.countDown();
          await(answer);
          return ScriptedDestination.report(batch, _ -> Outcome.ACCEPTED);
        });
    var owner = fixture.relay(RelayFixture.seat(nodeThatLoses(), fixture.outbox), fixture.signal);
    fixture.append("a");
    owner.start();
    await(called);
    other.start();
    fixture.append("b");
    RelayFixture.await("both are known", () -> fixture.outbox.look().isLive(OTHER));
    fixture.awaitLookOut();
    assertThat(owners().values()).as("still on its way").doesNotContain(OTHER);
    answer.countDown();
    awaitOwners(OTHER);
    fixture.awaitDelivered(2);
    owner.close();
    assertThat(destination.batches()).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void events_of_another_node_wake_the_owner() {
    other.start();
    awaitOwners(OTHER);
    fixture.appendSilently("a");
    fixture.awaitDelivered(1);
    fixture.appendSilently("b");
    fixture.awaitDelivered(2);
  }

  @Test
  void a_switch_at_another_node_binds_the_owner() {
    other.start();
    awaitOwners(OTHER);
    fixture.connectors.pause(fixture.connector, true);
    fixture.awaitLooks(4);
    fixture.appendSilently("a");
    fixture.awaitLooks(4);
    assertThat(fixture.delivered()).isZero();
    fixture.connectors.pause(fixture.connector, false);
    fixture.awaitDelivered(1);
  }

  @Test
  void a_node_that_stood_still_sends_nothing_before_it_knows_who_owns_the_connector() {
    other.start();
    awaitOwners(OTHER);
    fixture.appendSilently("a");
    fixture.awaitDelivered(1);
    // Another took it meanwhile; only the lease's own clock can tell before a settlement is
    // refused.
    fixture.outbox.age(OTHER, Duration.ofSeconds(60));
    fixture.outbox.beat(NODE, "test");
    assertThat(fixture.outbox.take(fixture.connector, NODE)).isPresent();
    standstill.set(Duration.ofSeconds(60).toNanos());
    fixture.append("b");
    signal.appended(RelayFixture.SOURCE);
    RelayFixture.await("it beats again", () -> fixture.outbox.look().isLive(OTHER));
    fixture.awaitLooks(4);
    assertThat(destination.batches()).containsExactly(List.of("a"));
    fixture.outbox.leave(NODE);
    fixture.awaitDelivered(2);
    assertThat(destination.batches()).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void when_the_lease_is_over_a_delivery_on_its_way_begins_no_further_call() {
    var calls = new AtomicInteger();
    var ended = new CountDownLatch(1);
    destination.next(
        batch -> {
          RelayFixture.callUntilInterrupted(calls);
          ended.countDown();
          return ScriptedDestination.report(batch, _ -> SILENT);
        });
    var nodes = new MuteNodes(fixture.outbox);
    var seat = new NodeSeat(OTHER, "test", nodes, lease, fixture.outbox, Duration.ofMillis(20));
    fixture.append("a");
    try (var relay = fixture.relay(seat, signal)) {
      relay.start();
      RelayFixture.await("several calls", () -> calls.get() > 2);
      nodes.mute = true;
      standstill.set(Duration.ofSeconds(60).toNanos());
      await(ended);
      assertThat(destination.batches()).as("nor a delivery").hasSize(1);
      nodes.mute = false;
      fixture.awaitDelivered(1);
    }
    assertThat(destination.batches()).containsExactly(List.of("a"), List.of("a"));
  }

  /** No beat of the node gets through while it is mute, so that its lease does not begin again. */
  private static final class MuteNodes implements Nodes {
    private final Nodes nodes;
    private volatile boolean mute;

    MuteNodes(Nodes nodes) {
      this.nodes = nodes;
    }

    @Override
    public long beat(NodeId node, String version) {
      if (mute) {
        throw new StoreUnavailableException("mute", new IllegalStateException());
      }
      return nodes.beat(node, version);
    }

    @Override
    public void leaving(NodeId node) {
      nodes.leaving(node);
    }

    @Override
    public void leave(NodeId node) {
      nodes.leave(node);
    }

    @Override
    public Cluster look() {
      return nodes.look();
    }
  }

  /** One whose connector the hash gives to the other as soon as that one lives. */
  private NodeId nodeThatLoses() {
    for (int i = 0; ; i++) {
      var node = new NodeId(new UUID(i, 7));
      fixture.outbox.beat(node, "test");
      fixture.outbox.beat(OTHER, "test");
      var wins = fixture.outbox.look().belongsTo(fixture.connector).filter(OTHER::equals);
      fixture.outbox.leave(node);
      fixture.outbox.leave(OTHER);
      if (wins.isPresent()) {
        return node;
      }
    }
  }

  private Map<ConnectorId, NodeId> owners() {
    return fixture.outbox.look().owners();
  }

  private void awaitOwners(NodeId... nodes) {
    RelayFixture.await(
        "owned by " + List.of(nodes),
        () ->
            owners().size() == fixture.connectors.all().size()
                && new HashSet<>(owners().values()).equals(Set.of(nodes)));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
