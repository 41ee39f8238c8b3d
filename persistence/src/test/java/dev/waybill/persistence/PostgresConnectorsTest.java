package dev.waybill.persistence;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.Confirmation;
import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.Connector.Configured;
import dev.waybill.domain.connector.Connector.Unconfigured;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Connectors.Change;
import dev.waybill.domain.connector.Connectors.Change.Changed;
import dev.waybill.domain.connector.Connectors.Deletion;
import dev.waybill.domain.connector.Connectors.WaitingEvents;
import dev.waybill.domain.connector.LaneStart;
import dev.waybill.domain.connector.RateLimit;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.connector.Revision;
import dev.waybill.domain.credential.SealedCredential;
import dev.waybill.domain.credential.StoredCredential;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.EventException.Retrying;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.outbox.Lanes.Settled;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.outbox.Settlement;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.outbox.WindowStart;
import dev.waybill.domain.source.SourceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresConnectorsTest {
  private static final Reason REASON =
      new Reason(
          "token_refused", "The token is not accepted.", Instant.parse("2026-05-01T12:00:00Z"));
  private static final ConnectorId NOBODY = new ConnectorId(999_999);

  private static OutboxFixture outbox;

  @BeforeAll
  static void open() {
    outbox = new OutboxFixture();
  }

  @AfterAll
  static void close() {
    outbox.close();
  }

  private static Configuration full(SourceId source) {
    return new Configuration(
        JsonObject.builder().put("z", "last letter").put("a", "first").build(),
        credential(1),
        Set.of(source),
        new LaneStart.At(Instant.parse("2026-01-02T03:04:05Z")),
        JsonObject.builder().put("fields", JsonArray.EMPTY).build(),
        JsonArray.of(Json.of("test")),
        JsonObject.builder().put("events", JsonArray.of(Json.of("Purchase"))).build(),
        RateLimit.NONE,
        List.of(new Confirmation("permission", "Ada", Instant.parse("2026-02-03T04:05:06Z"))));
  }

  private static StoredCredential credential(int number) {
    return new StoredCredential(
        new SealedCredential(new byte[] {(byte) number, 2, 3}),
        Instant.parse("2026-01-01T00:00:00Z"),
        Instant.parse("2026-01-02T00:00:00Z"),
        List.of("adv-" + number));
  }

  private static Connector create(Configuration draft) {
    return outbox.connectors().create("Shop", "tiktok-events", draft, REASON);
  }

  private static Connector changed(Change change) {
    assertThat(change).isInstanceOf(Changed.class);
    return ((Changed) change).connector();
  }

  private static List<String> waiting(ConnectorId connector) {
    return outbox.lanes().of(connector).stream()
        .flatMap(
            lane ->
                outbox
                    .log()
                    .read(lane.source(), lane.position(), lane.end(), 100, 1 << 20)
                    .stream())
        .map(entry -> new String(entry.payload(), StandardCharsets.UTF_8))
        .map(json -> json.replaceAll(".*:\"(.*)\"}", "$1"))
        .toList();
  }

  @Test
  void a_connector_comes_back_as_it_was_registered() {
    var draft = full(outbox.newSource());
    var created = create(draft);
    var found = outbox.connectors().find(created.id()).orElseThrow();
    assertThat(found).isEqualTo(created);
    assertThat(found).isInstanceOf(Unconfigured.class);
    assertThat(((Unconfigured) found).reasons()).containsExactly(REASON);
    assertThat(found.draft()).isEqualTo(draft);
    assertThat(Objects.requireNonNull(found.draft()).settings().members().keySet())
        .containsExactly("z", "a");
    assertThat(outbox.connectors().all()).contains(created);
    assertThat(outbox.connectors().versions()).containsEntry(created.id(), 1L);
  }

  @Test
  void a_change_of_an_old_version_does_nothing() {
    var created = create(full(outbox.newSource()));
    long version = created.registration().version();
    var saved =
        changed(outbox.connectors().saveDraft(created.id(), version, full(outbox.newSource())));
    assertThat(saved.registration().version()).isEqualTo(version + 1);
    assertThat(outbox.connectors().promote(created.id(), version))
        .isEqualTo(new Change.Stale(version + 1));
    assertThat(outbox.connectors().find(created.id())).contains(saved);
    assertThat(outbox.lanes().of(created.id())).isEmpty();
  }

  @Test
  void nobody_can_be_changed_or_deleted() {
    var connectors = outbox.connectors();
    assertThat(connectors.find(NOBODY)).isEmpty();
    assertThat(connectors.promote(NOBODY, 1)).isEqualTo(new Change.NotFound());
    assertThat(connectors.pause(NOBODY, true)).isEqualTo(new Change.NotFound());
    assertThat(connectors.delete(NOBODY, WaitingEvents.DISCARD)).isEqualTo(new Deletion.NotFound());
  }

  @Test
  void a_promoted_draft_is_active_and_can_be_parked_and_reinstated() {
    var draft = full(outbox.newSource());
    var id = create(draft).id();
    var configured = changed(outbox.connectors().promote(id, 1));
    assertThat(configured).isInstanceOf(Configured.class);
    assertThat(((Configured) configured).active()).isEqualTo(draft);
    assertThat(configured.draft()).isNull();
    var parked = changed(outbox.connectors().park(id, 2, REASON));
    assertThat(((Unconfigured) parked).active()).isEqualTo(draft);
    assertThat(((Unconfigured) parked).reasons()).containsExactly(REASON);
    assertThat(changed(outbox.connectors().reinstate(id, 3))).isInstanceOf(Configured.class);
    assertThatThrownBy(() -> outbox.connectors().promote(id, 4))
        .as("there is no draft")
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void pausing_twice_is_one_change() {
    var id = create(full(outbox.newSource())).id();
    assertThat(changed(outbox.connectors().pause(id, true)).registration().version()).isEqualTo(2);
    assertThat(changed(outbox.connectors().pause(id, true)).registration().version()).isEqualTo(2);
    assertThat(changed(outbox.connectors().pause(id, false)).registration().paused()).isFalse();
  }

  @Test
  void a_connector_says_since_when_it_is_parked_or_paused() {
    var id = create(full(outbox.newSource())).id();
    var configured = changed(outbox.connectors().promote(id, 1));
    assertThat(configured.registration().idleSince()).isNull();
    var paused = changed(outbox.connectors().pause(id, true)).registration().idleSince();
    assertThat(paused).isNotNull();
    var parked = changed(outbox.connectors().park(id, 3, REASON));
    assertThat(parked.registration().idleSince()).as("since both").isEqualTo(paused);
    assertThat(changed(outbox.connectors().pause(id, false)).registration().idleSince())
        .as("still parked")
        .isEqualTo(paused);
    assertThat(changed(outbox.connectors().reinstate(id, 5)).registration().idleSince()).isNull();
  }

  @Test
  void a_lane_begins_now_or_with_the_earliest_event() {
    var source = outbox.newSource();
    Deliveries.append(outbox, source, "old");
    var now = outbox.newConnector(List.of(source));
    var earliest = subscribed(source, new LaneStart.Earliest());
    Deliveries.append(outbox, source, "new");
    assertThat(waiting(now)).containsExactly("new");
    assertThat(waiting(earliest)).containsExactly("old", "new");
    assertThat(outbox.line(earliest).balanced()).isTrue();
  }

  @Test
  void a_lane_begins_with_the_first_commit_at_or_after_a_time() {
    var source = outbox.newSource();
    Deliveries.append(outbox, source, "a");
    Deliveries.append(outbox, source, "b");
    outbox
        .test()
        .execute(
            "UPDATE ingest_commit SET committed_at = '2026-01-01T00:00:00Z' WHERE first_seq ="
                + " (SELECT min(first_seq) FROM ingest_commit WHERE source_id = "
                + source.number()
                + ")");
    var atSecond = subscribed(source, new LaneStart.At(Instant.parse("2026-01-01T00:00:01Z")));
    var atFirst = subscribed(source, new LaneStart.At(Instant.parse("2026-01-01T00:00:00Z")));
    var later = subscribed(source, new LaneStart.At(Instant.parse("2999-01-01T00:00:00Z")));
    assertThat(waiting(atSecond)).containsExactly("b");
    assertThat(waiting(atFirst)).containsExactly("a", "b");
    assertThat(waiting(later)).isEmpty();
  }

  @Test
  void a_clock_that_was_set_back_across_the_time_keeps_no_commit_out() {
    var source = outbox.newSource();
    commitAt(source, "before", "00:00:00");
    commitAt(source, "fast", "00:00:10");
    commitAt(source, "set back", "00:00:05");
    var start = new LaneStart.At(Instant.parse("2026-01-01T00:00:03Z"));
    assertThat(waiting(subscribed(source, start))).containsExactly("fast", "set back");
    var later = new LaneStart.At(Instant.parse("2026-01-01T00:00:11Z"));
    assertThat(waiting(subscribed(source, later))).isEmpty();
  }

  private static void commitAt(SourceId source, String id, String time) {
    Deliveries.append(outbox, source, id);
    outbox
        .test()
        .execute(
            """
            UPDATE ingest_commit SET committed_at = '2026-01-01T%sZ'
             WHERE first_seq = (SELECT max(first_seq) FROM ingest_commit WHERE source_id = %d)"""
                .formatted(time, source.number()));
  }

  private static ConnectorId subscribed(SourceId source, LaneStart start) {
    var empty = Configuration.empty(Set.of(source));
    var draft =
        new Configuration(
            empty.settings(),
            null,
            empty.sources(),
            start,
            null,
            null,
            null,
            RateLimit.NONE,
            List.of());
    var id = create(draft).id();
    changed(outbox.connectors().promote(id, 1));
    return id;
  }

  @Test
  void every_promotion_is_kept_without_its_credential() {
    var source = outbox.newSource();
    var first = full(source);
    var id = create(first).id();
    changed(outbox.connectors().promote(id, 1));
    var second = Configuration.empty(Set.of(source));
    changed(outbox.connectors().saveDraft(id, 2, second));
    assertThat(changed(outbox.connectors().promote(id, 3)).registration().revision()).isEqualTo(2);

    var kept = outbox.connectors().revisions(id);
    assertThat(kept).extracting(Revision::number).containsExactly(2, 1);
    assertThat(kept.getFirst().configuration()).isEqualTo(second);
    assertThat(kept.getLast().configuration()).isEqualTo(first.with(null));
    assertThat(kept.getLast().promotedAt()).isBeforeOrEqualTo(kept.getFirst().promotedAt());
    assertThat(outbox.connectors().revision(id, 1)).contains(kept.getLast());
    assertThat(outbox.connectors().revision(id, 0)).isEmpty();
    assertThat(outbox.connectors().revision(id, 3)).isEmpty();
  }

  @Test
  void a_renewed_credential_stands_wherever_the_old_one_stood() {
    var source = outbox.newSource();
    var id = create(full(source)).id();
    changed(outbox.connectors().promote(id, 1));
    changed(outbox.connectors().saveDraft(id, 2, full(source)));
    var renewed =
        changed(outbox.connectors().replaceCredential(id, credential(1).sealed(), credential(7)));
    assertThat(renewed).isInstanceOf(Connector.Configured.class);
    assertThat(renewed.active()).isEqualTo(full(source).with(credential(7)));
    assertThat(renewed.draft()).isEqualTo(full(source).with(credential(7)));
    assertThat(renewed.registration().version()).isEqualTo(4);

    var again =
        changed(outbox.connectors().replaceCredential(id, credential(1).sealed(), credential(8)));
    assertThat(again).as("that one stands nowhere any more").isEqualTo(renewed);
    assertThat(
            outbox
                .connectors()
                .replaceCredential(new ConnectorId(99_999), credential(1).sealed(), credential(8)))
        .isInstanceOf(Change.NotFound.class);
  }

  @Test
  void a_forgotten_credential_is_in_no_row_and_parks_what_was_active() {
    var source = outbox.newSource();
    var id = create(full(source)).id();
    changed(outbox.connectors().promote(id, 1));
    changed(outbox.connectors().saveDraft(id, 2, full(source)));
    assertThat(outbox.connectors().forgetCredential(id, 2, REASON)).isEqualTo(new Change.Stale(3));
    var forgotten = changed(outbox.connectors().forgetCredential(id, 3, REASON));
    assertThat(forgotten).isInstanceOf(Connector.Unconfigured.class);
    assertThat(((Connector.Unconfigured) forgotten).reasons()).containsExactly(REASON);
    assertThat(forgotten.active()).isEqualTo(full(source).with(null));
    assertThat(forgotten.draft()).isEqualTo(full(source).with(null));
  }

  @Test
  void a_new_connector_without_its_credential_keeps_its_own_reason() {
    var created = create(full(outbox.newSource()));
    var other = new Reason("credential_deleted", "Gone.", REASON.since());
    var forgotten = changed(outbox.connectors().forgetCredential(created.id(), 1, other));
    assertThat(((Connector.Unconfigured) forgotten).reasons()).containsExactly(REASON);
    assertThat(forgotten.draft()).isEqualTo(requireNonNull(created.draft()).with(null));
  }

  @Test
  void a_source_subscribed_again_goes_on_after_the_lane_that_ended() {
    var source = outbox.newSource();
    var connector = outbox.newConnector(List.of(source));
    Deliveries.append(outbox, source, "a");
    outbox.subscribe(connector, List.of());
    Deliveries.append(outbox, source, "between");
    var empty = Configuration.empty(Set.of(source));
    outbox.subscribe(
        connector,
        new Configuration(
            empty.settings(),
            null,
            empty.sources(),
            new LaneStart.Earliest(),
            null,
            null,
            null,
            RateLimit.NONE,
            List.of()));
    Deliveries.append(outbox, source, "b");
    assertThat(waiting(connector)).as("each once").containsExactly("a", "between", "b");
    assertThat(outbox.line(connector).balanced()).isTrue();
  }

  @Test
  void a_lane_that_has_ended_is_not_read_past_its_end_by_who_does_not_know_yet() {
    var source = outbox.newSource();
    var connector = outbox.newConnector(List.of(source));
    Deliveries.append(outbox, source, "before");
    var open = outbox.lanes().of(connector).getFirst();
    outbox.subscribe(connector, List.of());
    Deliveries.append(outbox, source, "after");
    long end = outbox.lanes().endOf(open);
    assertThat(outbox.log().read(open.source(), open.position(), open.end(), 100, 1 << 20))
        .filteredOn(entry -> entry.seq() <= end)
        .hasSize(1);
  }

  @Test
  void a_source_that_stays_subscribed_keeps_its_lane() {
    var source = outbox.newSource();
    var connector = outbox.newConnector(List.of(source));
    var before = outbox.lanes().of(connector);
    outbox.subscribe(connector, List.of(source, outbox.newSource()));
    assertThat(outbox.lanes().of(connector)).hasSize(2).containsAll(before);
  }

  @Test
  void a_connector_with_events_waiting_is_kept() {
    var source = outbox.newSource();
    var connector = outbox.newConnector(List.of(source));
    var ownership = outbox.lanes().take(connector, new NodeId(new UUID(0, 1))).orElseThrow();
    Deliveries.append(outbox, source, "a", "b");
    assertThat(outbox.connectors().delete(connector, WaitingEvents.KEEP))
        .isEqualTo(new Deletion.EventsWaiting(2));
    assertThat(outbox.connectors().find(connector)).isPresent();
    var lane = outbox.lanes().of(connector).getFirst();
    var entries = outbox.log().read(lane.source(), lane.position(), lane.end(), 2, 100);
    assertThat(outbox.lanes().settle(ownership, all(lane.id(), lane.position(), entries)))
        .as("nobody was fenced")
        .isEqualTo(Settled.SETTLED);
    assertThat(outbox.connectors().delete(connector, WaitingEvents.KEEP))
        .isEqualTo(new Deletion.Deleted(0));
    assertThat(outbox.line(connector).balanced()).as("told of deleted ones too").isTrue();
  }

  private static Settlement all(LaneId lane, long position, List<Entry> entries) {
    return new Settlement(
        lane,
        new Settlement.Scope.Range(position, entries.getLast().seq(), entries.size()),
        List.of(),
        List.of());
  }

  @Test
  void discarding_settles_the_rest_as_expired_and_fences_the_owner() {
    var source = outbox.newSource();
    var connector = outbox.newConnector(List.of(source));
    var deliveries = new Deliveries(outbox, connector);
    Deliveries.append(outbox, source, "discard 1", "discard 2", "discard 3", "discard 4");
    var entries = deliveries.next(2);
    deliveries.settle(
        entries,
        new Retrying(
            entries.getFirst().seq(), 1, Duration.ZERO, "busy", "Try again.", WindowStart.UNKNOWN));
    var ownership = outbox.lanes().take(connector, new NodeId(new UUID(0, 1))).orElseThrow();
    var lane = deliveries.lane();
    var rest = deliveries.next(2);

    assertThat(outbox.connectors().delete(connector, WaitingEvents.DISCARD))
        .isEqualTo(new Deletion.Deleted(3));

    Deliveries.append(outbox, source, "after");
    var line = outbox.line(connector);
    assertThat(line.accepted()).isEqualTo(4);
    assertThat(line.expired()).isEqualTo(3);
    assertThat(line.retrying()).isZero();
    assertThat(line.waiting()).isZero();
    assertThat(line.balanced()).isTrue();
    assertThat(outbox.lanes().settle(ownership, all(lane.id(), lane.position(), rest)))
        .isEqualTo(Settled.FENCED);
    assertThat(outbox.connectors().find(connector)).isEmpty();
    assertThat(outbox.connectors().versions()).doesNotContainKey(connector);
    assertThat(outbox.lanes().of(connector)).isEmpty();
    for (var id : List.of("discard 1", "discard 3")) {
      var fate =
          new PostgresOutboxView(outbox.test().database())
              .stories(new EventId(id))
              .getFirst()
              .chapters()
              .getFirst()
              .fate();
      assertThat(fate.verdict()).isEqualTo(Verdict.EXPIRED);
      assertThat(fate.code()).isEqualTo("discarded");
    }
  }
}
