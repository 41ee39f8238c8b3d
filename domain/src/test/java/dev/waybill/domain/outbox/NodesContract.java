package dev.waybill.domain.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.event.Occurrence;
import dev.waybill.domain.node.Cluster.Hold;
import dev.waybill.domain.node.Cluster.Member;
import dev.waybill.domain.node.Cluster.State;
import dev.waybill.domain.node.Lease;
import dev.waybill.domain.node.Nodes;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What nodes and lanes promise together: who may take a connector, and that whoever lost one
 * settles nothing. A subclass says how to get at them; every test has nodes and connectors of its
 * own.
 */
public abstract class NodesContract {
  private static final Occurrence OCCURRENCE =
      new Occurrence(EventSource.WEB, Instant.parse("2026-05-01T11:00:00Z"));

  private final NodeId one = new NodeId(UUID.randomUUID());
  private final NodeId two = new NodeId(UUID.randomUUID());

  protected abstract Nodes nodes();

  protected abstract Lanes lanes();

  protected abstract Arrivals arrivals();

  protected abstract SourceId newSource();

  /** A new connector that is subscribed to the source. */
  protected abstract ConnectorId newConnector(SourceId source);

  protected abstract EventLog log();

  /** As if the node had beaten so much earlier than it did. */
  protected abstract void age(NodeId node, Duration by);

  @Test
  public void a_free_connector_is_had_by_whoever_asks_first() {
    var connector = newConnector();
    nodes().beat(one, "1");
    nodes().beat(two, "1");
    assertThat(lanes().take(connector, one)).isPresent();
    assertThat(lanes().take(connector, two)).isEmpty();
    assertThat(nodes().look().owners()).containsEntry(connector, one);
    assertThat(nodes().look().hold(connector)).isEqualTo(Hold.OWNED);
  }

  @Test
  public void asking_in_vain_leaves_the_owner_where_it_is() {
    var source = newSource();
    var connector = newConnector(source);
    nodes().beat(one, "1");
    var owned = lanes().take(connector, one).orElseThrow();
    append(source);
    var settlement = retryNext(connector, Duration.ofHours(1));
    assertThat(lanes().take(connector, two)).isEmpty();
    assertThat(lanes().settle(owned, settlement)).isEqualTo(Lanes.Settled.SETTLED);
  }

  @Test
  public void a_node_takes_its_own_connector_again_with_a_later_epoch() {
    var connector = newConnector();
    nodes().beat(one, "1");
    long first = lanes().take(connector, one).orElseThrow().epoch();
    assertThat(lanes().take(connector, one).orElseThrow().epoch()).isGreaterThan(first);
  }

  @Test
  public void a_released_connector_is_anybodys_and_its_epochs_go_on() {
    var connector = newConnector();
    nodes().beat(one, "1");
    var owned = lanes().take(connector, one).orElseThrow();
    lanes().release(owned);
    assertThat(nodes().look().hold(connector)).isEqualTo(Hold.FREE);
    var successor = lanes().take(connector, two).orElseThrow();
    assertThat(successor.epoch()).isGreaterThan(owned.epoch());
  }

  @Test
  public void a_release_that_comes_too_late_takes_nothing_from_the_successor() {
    var connector = newConnector();
    nodes().beat(one, "1");
    nodes().beat(two, "1");
    var owned = lanes().take(connector, one).orElseThrow();
    lanes().release(owned);
    assertThat(lanes().take(connector, two)).isPresent();
    lanes().release(owned);
    assertThat(nodes().look().owners()).containsEntry(connector, two);
  }

  @Test
  public void an_earlier_ownership_of_the_same_node_releases_nothing() {
    var connector = newConnector();
    nodes().beat(one, "1");
    var earlier = lanes().take(connector, one).orElseThrow();
    assertThat(lanes().take(connector, one)).isPresent();
    lanes().release(earlier);
    assertThat(nodes().look().owners()).containsEntry(connector, one);
  }

  @Test
  public void a_silent_owners_connector_can_be_taken_and_its_late_settlement_is_fenced() {
    var source = newSource();
    var connector = newConnector(source);
    append(source);
    nodes().beat(one, "1");
    var stalled = lanes().take(connector, one).orElseThrow();
    var late = retryNext(connector, Duration.ZERO);
    age(one, Lease.DEAD.minusSeconds(2));
    assertThat(lanes().take(connector, two)).as("not yet").isEmpty();
    age(one, Duration.ofSeconds(3));
    assertThat(nodes().look().hold(connector)).isEqualTo(Hold.ORPHANED);
    assertThat(lanes().take(connector, two)).isPresent();
    nodes().beat(one, "1");
    assertThat(lanes().settle(stalled, late)).isEqualTo(Lanes.Settled.FENCED);
    assertThat(lanes().take(connector, one)).as("the other has not beaten").isPresent();
  }

  @Test
  public void what_was_taken_in_another_history_of_the_store_settles_nothing() {
    var source = newSource();
    var connector = newConnector(source);
    append(source);
    long history = nodes().beat(one, "1");
    var owned = lanes().take(connector, one).orElseThrow();
    assertThat(owned.history()).isEqualTo(history);
    var settlement = retryNext(connector, Duration.ZERO);
    var before = new Ownership(connector, one, owned.epoch(), history - 1);
    assertThat(lanes().settle(before, settlement)).isEqualTo(Lanes.Settled.FENCED);
    assertThat(lanes().settle(owned, settlement)).isEqualTo(Lanes.Settled.SETTLED);
  }

  @Test
  public void a_silent_node_that_beats_again_in_time_has_lost_nothing() {
    var connector = newConnector();
    nodes().beat(one, "1");
    assertThat(lanes().take(connector, one)).isPresent();
    age(one, Lease.DEAD.plusSeconds(1));
    nodes().beat(one, "1");
    assertThat(lanes().take(connector, two)).isEmpty();
  }

  @Test
  public void a_node_that_leaves_has_finished_with_everything() {
    var connector = newConnector();
    nodes().beat(one, "1.2.3");
    assertThat(lanes().take(connector, one)).isPresent();
    nodes().leaving(one);
    assertThat(member(one).state()).isEqualTo(State.LEAVING);
    nodes().beat(one, "1.2.3");
    assertThat(member(one).state()).as("a beat calls nobody back").isEqualTo(State.LEAVING);
    assertThat(lanes().take(connector, two)).as("while it finishes").isEmpty();
    nodes().leave(one);
    assertThat(nodes().look().members()).extracting(Member::node).doesNotContain(one);
    assertThat(nodes().look().owners()).doesNotContainKey(connector);
    assertThat(lanes().take(connector, two)).isPresent();
  }

  @Test
  public void everybody_sees_who_lives() {
    nodes().beat(one, "1.2.3");
    nodes().beat(two, "1.2.4");
    age(two, Duration.ofSeconds(16));
    assertThat(member(one).state()).isEqualTo(State.LIVE);
    assertThat(member(one).version()).isEqualTo("1.2.3");
    assertThat(member(one).sinceBeat()).isLessThan(Duration.ofSeconds(10));
    assertThat(member(two).state()).isEqualTo(State.DEAD);
    assertThat(member(two).sinceBeat()).isGreaterThan(Duration.ofSeconds(15));
  }

  @Test
  public void news_tell_of_every_sources_newest_event() {
    var source = newSource();
    assertThat(arrivals().news().heads()).doesNotContainKey(source);
    append(source);
    var first = arrivals().news().heads();
    assertThat(first).containsKey(source);
    assertThat(arrivals().news().heads()).isEqualTo(first);
    append(source);
    assertThat(arrivals().news().heads().get(source)).isGreaterThan(first.get(source));
  }

  @Test
  public void news_tell_of_retries_once_they_are_due() {
    var source = newSource();
    var early = newConnector(source);
    var late = newConnector(source);
    append(source);
    settle(early, retryNext(early, Duration.ZERO));
    settle(late, retryNext(late, Duration.ofHours(1)));
    assertThat(arrivals().news().due()).contains(early).doesNotContain(late);
  }

  private void append(SourceId source) {
    var id = new EventId(UUID.randomUUID().toString());
    var key = EventKey.of(source, EventSource.WEB, "View", id);
    log().append(List.of(new NewEvent(source, key, "{}".getBytes(UTF_8), OCCURRENCE)));
  }

  /** The connector's next event, to be tried again after that delay. */
  private Settlement retryNext(ConnectorId connector, Duration delay) {
    var lane = lanes().of(connector).getFirst();
    var next = log().read(lane.source(), lane.position(), lane.end(), 1, 1 << 20).getFirst();
    var range = new Settlement.Scope.Range(lane.position(), next.seq(), 1);
    var retrying =
        new EventException.Retrying(
            next.seq(), 1, delay, "busy", "Try again.", WindowStart.UNKNOWN);
    return new Settlement(lane.id(), range, List.of(retrying), List.of());
  }

  private void settle(ConnectorId connector, Settlement settlement) {
    var owned = lanes().take(connector, one).orElseThrow();
    assertThat(lanes().settle(owned, settlement)).isEqualTo(Lanes.Settled.SETTLED);
  }

  private ConnectorId newConnector() {
    return newConnector(newSource());
  }

  private Member member(NodeId node) {
    return nodes().look().members().stream()
        .filter(member -> member.node().equals(node))
        .findFirst()
        .orElseThrow();
  }
}
