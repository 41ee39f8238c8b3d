package dev.waybill.domain.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.node.Cluster.Hold;
import dev.waybill.domain.node.Cluster.Member;
import dev.waybill.domain.node.Cluster.State;
import dev.waybill.domain.outbox.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClusterTest {
  private static final ConnectorId CONNECTOR = new ConnectorId(1);
  private static final NodeId ONE = new NodeId(new UUID(0, 1));
  private static final NodeId TWO = new NodeId(new UUID(0, 2));

  @Test
  void a_connector_belongs_to_a_live_node_and_to_no_other() {
    for (int i = 1; i <= 50; i++) {
      var connector = new ConnectorId(i);
      assertThat(cluster(member(ONE, State.LIVE), member(TWO, State.DEAD)).belongsTo(connector))
          .contains(ONE);
      assertThat(cluster(member(ONE, State.LEAVING), member(TWO, State.LIVE)).belongsTo(connector))
          .contains(TWO);
    }
    assertThat(cluster(member(ONE, State.LEAVING)).belongsTo(CONNECTOR)).isEmpty();
  }

  @Test
  void a_connector_is_held_by_whoever_lives_or_still_finishes() {
    assertThat(owned(ONE, member(ONE, State.LIVE)).hold(CONNECTOR)).isEqualTo(Hold.OWNED);
    assertThat(owned(ONE, member(ONE, State.LEAVING)).hold(CONNECTOR)).isEqualTo(Hold.OWNED);
    assertThat(owned(ONE, member(ONE, State.DEAD)).hold(CONNECTOR)).isEqualTo(Hold.ORPHANED);
    assertThat(owned(ONE, member(TWO, State.LIVE)).hold(CONNECTOR)).isEqualTo(Hold.FREE);
    assertThat(cluster(member(ONE, State.LIVE)).hold(CONNECTOR)).isEqualTo(Hold.FREE);
  }

  @Test
  void only_who_beats_and_stays_is_live() {
    assertThat(cluster(member(ONE, State.LIVE)).isLive(ONE)).isTrue();
    assertThat(cluster(member(ONE, State.LEAVING)).isLive(ONE)).isFalse();
    assertThat(cluster(member(ONE, State.DEAD)).isLive(ONE)).isFalse();
    assertThat(cluster(member(TWO, State.LIVE)).isLive(ONE)).isFalse();
  }

  @Test
  void connectors_spread_evenly() {
    var nodes = nodes(5);
    var shares = new int[5];
    for (int i = 1; i <= 5_000; i++) {
      shares[nodes.indexOf(Rendezvous.of(new ConnectorId(i), nodes).orElseThrow())]++;
    }
    assertThat(Arrays.stream(shares).boxed()).allMatch(share -> share > 850 && share < 1_150);
  }

  @Test
  void a_node_that_comes_takes_its_own_share_and_moves_nothing_else() {
    var before = nodes(4);
    var after = nodes(5);
    var newcomer = after.getLast();
    int moved = 0;
    for (int i = 1; i <= 1_000; i++) {
      var was = Rendezvous.of(new ConnectorId(i), before).orElseThrow();
      var is = Rendezvous.of(new ConnectorId(i), after).orElseThrow();
      assertThat(is).isIn(was, newcomer);
      moved += is.equals(was) ? 0 : 1;
    }
    assertThat(moved).isBetween(140, 260);
  }

  @Test
  void every_node_comes_to_the_same_answer_in_whatever_order_it_sees_the_others() {
    var nodes = nodes(7);
    for (int i = 1; i <= 500; i++) {
      var connector = new ConnectorId(i);
      assertThat(Rendezvous.of(connector, nodes.reversed()))
          .isEqualTo(Rendezvous.of(connector, nodes));
    }
  }

  private static List<NodeId> nodes(int count) {
    var random = new Random(42);
    var nodes = new ArrayList<NodeId>();
    for (int i = 0; i < count; i++) {
      nodes.add(new NodeId(new UUID(random.nextLong(), random.nextLong())));
    }
    return nodes;
  }

  private static Cluster owned(NodeId owner, Member... members) {
    return new Cluster(List.of(members), Map.of(CONNECTOR, owner));
  }

  private static Cluster cluster(Member... members) {
    return new Cluster(List.of(members), Map.of());
  }

  private static Member member(NodeId node, State state) {
    return new Member(node, "test", Instant.EPOCH, Duration.ZERO, state);
  }
}
