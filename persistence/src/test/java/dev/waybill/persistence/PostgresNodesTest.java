package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.node.Nodes;
import dev.waybill.domain.outbox.Arrivals;
import dev.waybill.domain.outbox.EventLog;
import dev.waybill.domain.outbox.Lanes;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.outbox.NodesContract;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The nodes in PostgreSQL pass the contract, and only the database's clock says who is dead. */
class PostgresNodesTest extends NodesContract {
  private static OutboxFixture outbox;
  private static PostgresNodes nodes;

  @BeforeAll
  static void open() {
    outbox = new OutboxFixture();
    nodes = new PostgresNodes(outbox.test().database());
  }

  @AfterAll
  static void close() {
    outbox.close();
  }

  @Override
  protected Nodes nodes() {
    return nodes;
  }

  @Override
  protected Lanes lanes() {
    return outbox.lanes();
  }

  @Override
  protected Arrivals arrivals() {
    return new PostgresArrivals(outbox.test().database());
  }

  @Override
  protected EventLog log() {
    return outbox.log();
  }

  @Override
  protected SourceId newSource() {
    return outbox.newSource();
  }

  @Override
  protected ConnectorId newConnector(SourceId source) {
    return outbox.newConnector(List.of(source));
  }

  @Override
  protected void age(NodeId node, Duration by) {
    outbox
        .test()
        .execute(
            "UPDATE node SET heartbeat_at = heartbeat_at - interval '%d s' WHERE node_id = '%s'"
                .formatted(by.toSeconds(), node));
  }

  @Test
  void of_many_nodes_that_ask_at_once_one_gets_it() {
    var connector = newConnector(newSource());
    var askers = IntStream.range(0, 16).mapToObj(_ -> new NodeId(UUID.randomUUID())).toList();
    askers.forEach(node -> nodes.beat(node, "1"));
    Set<Long> epochs = ConcurrentHashMap.newKeySet();
    var got =
        askers.parallelStream()
            .map(node -> lanes().take(connector, node))
            .flatMap(Optional::stream)
            .peek(owned -> epochs.add(owned.epoch()))
            .toList();
    assertThat(got).hasSize(1);
    assertThat(epochs).hasSize(1);
  }

  @Test
  void every_takeover_has_an_epoch_of_its_own() {
    var connector = newConnector(newSource());
    var epochs = new HashSet<Long>();
    for (int i = 0; i < 20; i++) {
      var node = new NodeId(UUID.randomUUID());
      nodes.beat(node, "1");
      var owned = lanes().take(connector, node).orElseThrow();
      assertThat(epochs.add(owned.epoch())).isTrue();
      if (i % 2 == 0) {
        lanes().release(owned);
      } else {
        age(node, Duration.ofMinutes(1));
      }
    }
  }

  @Test
  void whoever_fell_silent_long_ago_is_forgotten() {
    var silent = new NodeId(UUID.randomUUID());
    nodes.beat(silent, "1");
    age(silent, Duration.ofHours(2));
    nodes.beat(new NodeId(UUID.randomUUID()), "1");
    assertThat(nodes.look().members()).noneMatch(member -> member.node().equals(silent));
  }

  @Test
  void a_database_of_ones_own_forgets_the_last_process_at_once() {
    var connector = newConnector(newSource());
    var last = new NodeId(UUID.randomUUID());
    nodes.beat(last, "1");
    assertThat(lanes().take(connector, last)).isPresent();
    nodes.forgetAll();
    assertThat(nodes.look().members()).isEmpty();
    assertThat(lanes().take(connector, new NodeId(UUID.randomUUID()))).isPresent();
  }
}
