package dev.waybill.domain.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.event.Occurrence;
import dev.waybill.domain.outbox.EventException.Dead;
import dev.waybill.domain.outbox.EventException.Expired;
import dev.waybill.domain.outbox.EventException.Filtered;
import dev.waybill.domain.outbox.EventException.Retrying;
import dev.waybill.domain.outbox.EventLog.Appended;
import dev.waybill.domain.outbox.Lanes.Settled;
import dev.waybill.domain.outbox.Settlement.Scope;
import dev.waybill.domain.source.SourceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/**
 * What log, lanes and ledger promise together, whatever they are made of. A subclass says how to
 * get at them; every test has sources and connectors of its own.
 *
 * <p>One file, since it is one contract: who implements it reads it from top to bottom.
 */
public abstract class OutboxContract {
  private static final int PLENTY = 1 << 20;
  private static final Occurrence OCCURRENCE =
      new Occurrence(EventSource.WEB, Instant.parse("2026-05-01T11:00:00Z"));
  private static final Uncertainty DOUBT =
      new Uncertainty(Instant.parse("2026-05-01T11:30:00.123456Z"), 7);
  private static final Tuple NEVER_FAILED = tuple(0, Duration.ZERO);
  private static final NodeId NODE = new NodeId(new UUID(0, 1));
  private static final NodeId OTHER_NODE = new NodeId(new UUID(0, 2));

  protected abstract EventLog log();

  protected abstract Lanes lanes();

  protected abstract Ledger ledger();

  /** A new source without events. */
  protected abstract SourceId newSource();

  /** A new connector with a lane that begins at the head of each of these sources. */
  protected abstract ConnectorId newConnector(List<SourceId> sources);

  /** Ends the connector's lanes of all sources at their heads. */
  protected abstract void unsubscribe(ConnectorId connector);

  @Test
  public void a_call_with_nothing_but_duplicates_changes_nothing() {
    var source = newSource();
    var connector = newConnector(List.of(source));
    append(source, "a");
    assertThat(append(source, "a", "a")).containsOnly(Appended.DUPLICATE);
    assertThat(line(connector).accepted()).isEqualTo(1);
    assertBalanced(connector);
  }

  @Test
  public void a_lane_begins_at_the_head_and_sees_nothing_of_other_sources() {
    var source = newSource();
    append(source, "before");
    var connector = newConnector(List.of(source));
    append(newSource(), "elsewhere");
    append(source, "after");
    assertThat(readAll(lane(connector))).extracting(OutboxContract::text).containsExactly("after");
    assertThat(line(connector).accepted()).isEqualTo(1);
    assertBalanced(connector);
  }

  @Test
  public void a_settled_range_moves_the_position() {
    var source = newSource();
    var connector = newConnector(List.of(source));
    append(source, "a", "b", "c");
    var ownership = take(connector, NODE);
    var lane = lane(connector);
    var two = read(lane, lane.position(), 2, PLENTY);
    assertThat(settle(ownership, lane, two)).isEqualTo(Settled.SETTLED);
    assertThat(lane(connector).position()).isEqualTo(two.getLast().seq());
    assertThat(readAll(lane(connector))).extracting(OutboxContract::text).containsExactly("c");
    assertThat(line(connector).delivered()).isEqualTo(2);
    assertThat(line(connector).waiting()).isEqualTo(1);
    assertBalanced(connector);
  }

  @Test
  public void ranges_are_settled_in_any_order_and_the_position_passes_no_gap() {
    var source = newSource();
    var connector = newConnector(List.of(source));
    append(source, "a", "b", "c", "d", "e", "f");
    var ownership = take(connector, NODE);
    var lane = lane(connector);
    var all = readAll(lane);
    var third = range(all, 4, 6);
    var second = range(all, 2, 4);

    settle(ownership, lane, third);
    assertThat(lane(connector).position()).as("nothing before it is").isEqualTo(lane.position());
    assertThat(lane(connector).ahead()).containsExactly(new Lane.Span(third.after(), third.to()));
    assertThat(line(connector).waiting()).isEqualTo(4);
    assertBalanced(connector);

    settle(ownership, lane, second);
    assertThat(lane(connector).position()).isEqualTo(lane.position());
    assertThat(line(connector).waiting()).isEqualTo(2);
    assertBalanced(connector);

    settle(ownership, lane, new Scope.Range(lane.position(), second.after(), 2));
    assertThat(lane(connector).position()).isEqualTo(third.to());
    assertThat(lane(connector).ahead()).isEmpty();
    assertThat(line(connector).delivered()).isEqualTo(6);
    assertBalanced(connector);
  }

  @Test
  public void a_range_that_overlaps_a_settled_one_is_refused() {
    var source = newSource();
    var connector = newConnector(List.of(source));
    append(source, "a", "b", "c", "d");
    var ownership = take(connector, NODE);
    var lane = lane(connector);
    var all = readAll(lane);
    settle(ownership, lane, range(all, 2, 4));
    for (var overlapping : List.of(range(all, 2, 4), range(all, 1, 3), range(all, 3, 4))) {
      assertThatThrownBy(() -> settle(ownership, lane, overlapping))
          .isInstanceOf(IllegalStateException.class);
    }
    settle(ownership, lane, new Scope.Range(lane.position(), all.get(1).seq(), 2));
    assertThatThrownBy(() -> settle(ownership, lane, range(all, 1, 2)))
        .as("below the position")
        .isInstanceOf(IllegalStateException.class);
    assertBalanced(connector);
  }

  @Test
  public void an_exception_outside_its_range_is_refused() {
    var source = newSource();
    var connector = newConnector(List.of(source));
    append(source, "a", "b");
    var ownership = take(connector, NODE);
    var lane = lane(connector);
    var entries = readAll(lane);
    assertThatThrownBy(
            () ->
                settle(
                    ownership, lane, entries.subList(0, 1), new Filtered(entries.getLast().seq())))
        .isInstanceOf(IllegalStateException.class);
    assertThat(line(connector).filtered()).isZero();
    assertBalanced(connector);
  }

  @Test
  public void each_verdict_is_counted_as_what_it_is() {
    var source = newSource();
    var connector = newConnector(List.of(source));
    append(source, "delivered", "filtered", "dead", "expired", "retrying", "filtered too");
    var ownership = take(connector, NODE);
    var lane = lane(connector);
    var entries = readAll(lane);
    settle(
        ownership,
        lane,
        entries,
        new Filtered(entries.get(1).seq()),
        new Dead(entries.get(2).seq(), 1, "invalid", "No such currency."),
        new Expired(entries.get(3).seq(), 1, "too_old", "Older than the window."),
        retrying(entries.get(4), 1, Duration.ofHours(1)),
        new Filtered(entries.get(5).seq()));
    var line = line(connector);
    assertThat(line.delivered()).isEqualTo(1);
    assertThat(line.filtered()).isEqualTo(2);
    assertThat(line.dead()).isEqualTo(1);
    assertThat(line.expired()).isEqualTo(1);
    assertThat(line.retrying()).isEqualTo(1);
    assertThat(line.waiting()).isZero();
    assertBalanced(connector);
  }

  @Test
  public void a_retry_comes_back_when_it_is_due_and_not_before() {
    var source = newSource();
    var connector = newConnector(List.of(source));
    append(source, "later", "now");
    var ownership = take(connector, NODE);
    var lane = lane(connector);
    var entries = readAll(lane);
    settle(
        ownership,
        lane,
        entries,
        retrying(entries.get(0), 1, Duration.ofHours(1)),
        retrying(entries.get(1), 3, Duration.ZERO));
    var due = lanes().dueRetries(lane, 10, PLENTY);
    assertThat(due).extracting(retry -> text(retry.entry())).containsExactly("now");
    assertThat(due.getFirst().attempts()).isEqualTo(3);
    assertThat(due.getFirst().age()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    assertBalanced(connector);
  }

  @Test
  public void due_retries_stop_at_the_bytes_but_at_least_one_is_given() {
    var source = newSource();
    var connector = newConnector(List.of(source));
    append(source, "four", "five5", "six");
    var ownership = take(connector, NODE);
    var lane = lane(connector);
    var entries = readAll(lane);
    settle(
        ownership,
        lane,
        entries,
        entries.stream().map(entry -> retrying(entry, 1, Duration.ZERO)).toArray(Retrying[]::new));
    assertThat(lanes().dueRetries(lane, 10, 12)).hasSize(3);
    assertThat(lanes().dueRetries(lane, 2, 12)).hasSize(2);
    assertThat(lanes().dueRetries(lane, 10, 9)).hasSize(2);
    var one = lanes().dueRetries(lane, 10, 8);
    assertThat(one).extracting(retry -> text(retry.entry())).containsExactly("four");
    assertThat(lanes().dueRetries(lane, 10, 1)).hasSize(1);
    assertBalanced(connector);
  }

  @Test
  public void retries_are_found_by_their_numbers_due_or_not_until_they_end() {
    var source = newSource();
    var connector = newConnector(List.of(source));
    var other = newConnector(List.of(source));
    append(source, "due", "later", "not asked for", "delivered", "ended");
    var ownership = take(connector, NODE);
    var lane = lane(connector);
    var entries = readAll(lane);
    settle(
        ownership,
        lane,
        entries,
        retrying(entries.get(0), 1, Duration.ZERO),
        retrying(entries.get(1), 2, Duration.ofHours(1)),
        retrying(entries.get(2), 1, Duration.ZERO),
        retrying(entries.get(4), 1, Duration.ZERO));
    settleRetries(ownership, lane, entries.subList(4, 5));
    var asked = Stream.of(4, 3, 1, 0).map(place -> entries.get(place).seq()).toList();
    assertThat(lanes().retries(lane, asked))
        .extracting(retry -> text(retry.entry()), RetryEntry::attempts)
        .containsExactly(tuple("due", 1), tuple("later", 2));
    assertThat(lanes().retries(lane(other), asked)).as("they wait in that lane").isEmpty();

    settleRetries(ownership, lane, entries.subList(0, 1), doubted(entries.get(0)));
    assertThat(lanes().retries(lane, asked))
        .extracting(RetryEntry::uncertainty)
        .containsExactly(DOUBT, null);
    assertBalanced(connector);
  }

  @Test
  public void a_retry_is_delivered_fails_again_or_ends() {
    var source = newSource();
    var connector = newConnector(List.of(source));
    append(source, "a", "b", "c", "d", "e");
    var ownership = take(connector, NODE);
    var lane = lane(connector);
    var entries = readAll(lane);
    settle(
        ownership,
        lane,
        entries,
        entries.stream().map(entry -> retrying(entry, 1, Duration.ZERO)).toArray(Retrying[]::new));
    assertThat(line(connector).retrying()).isEqualTo(5);
    assertBalanced(connector);

    settleRetries(
        ownership,
        lane,
        entries,
        retrying(entries.get(1), 2, Duration.ofHours(1)),
        new Dead(entries.get(2).seq(), 2, "invalid", "Refused."),
        new Expired(entries.get(3).seq(), 2, "too_old", "Too old."),
        new Filtered(entries.get(4).seq()));
    var line = line(connector);
    assertThat(line.delivered()).isEqualTo(1);
    assertThat(line.retrying()).isEqualTo(1);
    assertThat(line.dead()).isEqualTo(1);
    assertThat(line.expired()).isEqualTo(1);
    assertThat(line.filtered()).isEqualTo(1);
    assertThat(lanes().dueRetries(lane, 10, PLENTY))
        .as("the one that is left is due later")
        .isEmpty();
    assertThat(lane(connector).position()).isEqualTo(entries.getLast().seq());
    assertBalanced(connector);
  }

  @Test
  public void a_retry_that_used_up_no_attempt_is_of_no_age_and_due_at_once() {
    var source = newSource();
    var connector = newConnector(List.of(source));
    append(source, "a");
    var ownership = take(connector, NODE);
    var lane = lane(connector);
    var entries = readAll(lane);
    settle(ownership, lane, entries, retrying(entries.getFirst(), 0, Duration.ZERO));
    var due = lanes().dueRetries(lane, 10, PLENTY);
    assertThat(due).extracting(RetryEntry::attempts, RetryEntry::age).containsExactly(NEVER_FAILED);
    assertThat(line(connector).retrying()).isEqualTo(1);
    assertBalanced(connector);
  }

  @Test
  public void what_is_uncertain_of_a_retry_comes_back_with_it() {
    var source = newSource();
    var connector = newConnector(List.of(source));
    append(source, "doubted", "answered", "doubted later");
    var ownership = take(connector, NODE);
    var lane = lane(connector);
    var entries = readAll(lane);
    settle(
        ownership,
        lane,
        entries,
        doubted(entries.get(0)),
        retrying(entries.get(1), 1, Duration.ZERO),
        retrying(entries.get(2), 1, Duration.ZERO));
    assertThat(lanes().dueRetries(lane, 10, PLENTY))
        .extracting(RetryEntry::uncertainty)
        .containsExactly(DOUBT, null, null);

    settleRetries(
        ownership,
        lane,
        entries,
        doubted(entries.get(0)),
        retrying(entries.get(1), 2, Duration.ZERO),
        doubted(entries.get(2)));
    assertThat(lanes().dueRetries(lane, 10, PLENTY))
        .extracting(RetryEntry::uncertainty)
        .containsExactly(DOUBT, null, DOUBT);
    assertBalanced(connector);
  }

  @Test
  public void settling_a_retry_leaves_the_position_where_it_is() {
    var source = newSource();
    var connector = newConnector(List.of(source));
    append(source, "a", "b");
    var ownership = take(connector, NODE);
    var lane = lane(connector);
    var entries = readAll(lane);
    settle(ownership, lane, entries.subList(0, 1), retrying(entries.get(0), 1, Duration.ZERO));
    settleRetries(ownership, lane, entries.subList(0, 1));
    assertThat(readAll(lane(connector))).extracting(OutboxContract::text).containsExactly("b");
    assertThat(settle(ownership, lane(connector), entries.subList(1, 2)))
        .isEqualTo(Settled.SETTLED);
    assertThat(line(connector).delivered()).isEqualTo(2);
    assertBalanced(connector);
  }

  @Test
  public void a_retry_that_is_not_there_cannot_be_settled() {
    var source = newSource();
    var connector = newConnector(List.of(source));
    append(source, "a", "b");
    var ownership = take(connector, NODE);
    var lane = lane(connector);
    var entries = readAll(lane);
    settle(ownership, lane, entries, retrying(entries.get(0), 1, Duration.ZERO));
    assertThatThrownBy(() -> settleRetries(ownership, lane, entries))
        .isInstanceOf(IllegalStateException.class);
    assertThat(line(connector).retrying()).as("nothing of it was written").isEqualTo(1);
    assertBalanced(connector);
  }

  @Test
  public void a_stalled_owner_settles_nothing() {
    var source = newSource();
    var connector = newConnector(List.of(source));
    append(source, "a");
    var stalled = take(connector, NODE);
    var lane = lane(connector);
    var entries = readAll(lane);
    var successor = take(connector, OTHER_NODE);
    assertThat(settle(stalled, lane, entries)).as("its epoch is over").isEqualTo(Settled.FENCED);
    assertThat(lane(connector).position()).isEqualTo(lane.position());
    assertThat(line(connector).delivered()).isZero();
    assertThat(settle(successor, lane, entries)).isEqualTo(Settled.SETTLED);
    assertBalanced(connector);
  }

  @Test
  public void a_node_that_takes_the_connector_again_ends_its_own_earlier_ownership() {
    var source = newSource();
    var connector = newConnector(List.of(source));
    append(source, "a");
    var earlier = take(connector, NODE);
    var later = take(connector, NODE);
    assertThat(later.epoch()).isGreaterThan(earlier.epoch());
    var lane = lane(connector);
    assertThat(settle(earlier, lane, readAll(lane))).isEqualTo(Settled.FENCED);
    assertBalanced(connector);
  }

  @Test
  public void a_successor_goes_on_where_the_committed_settlements_end() {
    var source = newSource();
    var connector = newConnector(List.of(source));
    append(source, "a", "b", "c");
    var first = take(connector, NODE);
    var lane = lane(connector);
    var entries = readAll(lane);
    settle(first, lane, entries.subList(0, 2), retrying(entries.get(1), 1, Duration.ZERO));
    var successor = take(connector, OTHER_NODE);
    var found = lane(connector);
    assertThat(readAll(found)).extracting(OutboxContract::text).containsExactly("c");
    assertThat(lanes().dueRetries(found, 10, PLENTY)).hasSize(1);
    assertThat(settle(successor, found, entries.subList(2, 3))).isEqualTo(Settled.SETTLED);
    assertBalanced(connector);
  }

  @Test
  public void an_ended_lane_drains_and_is_gone_when_nothing_is_left() {
    var source = newSource();
    var connector = newConnector(List.of(source));
    append(source, "a");
    unsubscribe(connector);
    append(source, "too late");
    var ownership = take(connector, NODE);
    var lane = lane(connector);
    var entries = readAll(lane);
    assertThat(entries).extracting(OutboxContract::text).containsExactly("a");
    settle(ownership, lane, entries, retrying(entries.getFirst(), 1, Duration.ZERO));
    assertThat(lanes().of(connector)).as("a retry is left").hasSize(1);
    settleRetries(ownership, lane, entries);
    assertThat(lanes().of(connector)).isEmpty();
    assertThat(line(connector).accepted()).isEqualTo(1);
    assertBalanced(connector);
  }

  @Test
  public void two_connectors_settle_the_same_events_apart() {
    var source = newSource();
    var one = newConnector(List.of(source));
    var two = newConnector(List.of(source));
    append(source, "a", "b");
    var lane = lane(one);
    settle(take(one, NODE), lane, readAll(lane));
    assertThat(line(one).delivered()).isEqualTo(2);
    assertThat(line(two).waiting()).isEqualTo(2);
    assertBalanced(one);
    assertBalanced(two);
  }

  private List<Appended> append(SourceId source, String... texts) {
    return log().append(List.of(texts).stream().map(text -> event(source, text)).toList());
  }

  /** An event whose payload is the text and whose key is the source's and the text's. */
  public static NewEvent event(SourceId source, String text) {
    return new NewEvent(
        source, key(source, text), text.getBytes(StandardCharsets.UTF_8), OCCURRENCE);
  }

  private static EventKey key(SourceId source, String text) {
    return new EventKey(text.hashCode(), source.number());
  }

  private static String text(Entry entry) {
    return new String(entry.payload(), StandardCharsets.UTF_8);
  }

  private Lane lane(ConnectorId connector) {
    var lanes = lanes().of(connector);
    assertThat(lanes).hasSize(1);
    return lanes.getFirst();
  }

  /** The entries from that place up to, and without, the other. */
  private static Scope.Range range(List<Entry> all, int from, int to) {
    return new Scope.Range(all.get(from - 1).seq(), all.get(to - 1).seq(), to - from);
  }

  private Ownership take(ConnectorId connector, NodeId node) {
    return lanes().take(connector, node).orElseThrow();
  }

  private void settle(Ownership ownership, Lane lane, Scope.Range range) {
    assertThat(lanes().settle(ownership, new Settlement(lane.id(), range, List.of(), List.of())))
        .isEqualTo(Settled.SETTLED);
  }

  private List<Entry> read(Lane lane, long after, int limit, int maxBytes) {
    return log().read(lane.source(), after, lane.end(), limit, maxBytes);
  }

  private List<Entry> readAll(Lane lane) {
    return read(lane, lane.position(), 1000, PLENTY);
  }

  private static Retrying retrying(Entry entry, int attempts, Duration delay) {
    return new Retrying(entry.seq(), attempts, delay, "busy", "Try again.", WindowStart.UNKNOWN);
  }

  private static Retrying doubted(Entry entry) {
    var windows = new WindowStart(OCCURRENCE, DOUBT);
    return new Retrying(entry.seq(), 1, Duration.ZERO, "timeout", "No answer.", windows);
  }

  private Settled settle(
      Ownership ownership, Lane lane, List<Entry> entries, EventException... exceptions) {
    var range = new Scope.Range(lane.position(), entries.getLast().seq(), entries.size());
    return lanes()
        .settle(
            ownership,
            new Settlement(lane.id(), range, List.of(exceptions), List.of(call(entries))));
  }

  private void settleRetries(
      Ownership ownership, Lane lane, List<Entry> entries, EventException... exceptions) {
    var retries = new Scope.Retries(entries.stream().map(Entry::seq).toList());
    assertThat(
            lanes()
                .settle(
                    ownership,
                    new Settlement(
                        lane.id(), retries, List.of(exceptions), List.of(call(entries)))))
        .isEqualTo(Settled.SETTLED);
  }

  private static SettledCall call(List<Entry> entries) {
    return new SettledCall(
        entries.stream().map(Entry::seq).toList(),
        200,
        "0",
        "OK",
        "request-1",
        Instant.EPOCH,
        Duration.ofMillis(7));
  }

  private Ledger.Line line(ConnectorId connector) {
    return ledger().lines().stream()
        .filter(line -> line.connector().equals(connector))
        .findFirst()
        .orElseThrow();
  }

  private void assertBalanced(ConnectorId connector) {
    var line = line(connector);
    assertThat(line.unexplained()).as("unexplained in %s", line).isZero();
    assertThat(line.balanced()).as("balanced: %s", line).isTrue();
  }
}
