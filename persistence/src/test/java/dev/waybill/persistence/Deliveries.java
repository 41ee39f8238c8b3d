package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.event.Occurrence;
import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.EventException;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.Lanes.Settled;
import dev.waybill.domain.outbox.NewEvent;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.outbox.SettledCall;
import dev.waybill.domain.outbox.Settlement;
import dev.waybill.domain.outbox.Settlement.Scope;
import dev.waybill.domain.source.SourceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A relay's hand movements over one connector. */
final class Deliveries {
  static final Instant HAPPENED = Instant.parse("2026-05-01T11:00:00Z");
  private static final NodeId NODE = new NodeId(new UUID(0, 7));

  private final OutboxFixture outbox;
  private final ConnectorId connector;
  private int calls;

  Deliveries(OutboxFixture outbox, ConnectorId connector) {
    this.outbox = outbox;
    this.connector = connector;
  }

  static NewEvent event(SourceId source, String id) {
    return event(source, id, new Occurrence(EventSource.WEB, HAPPENED));
  }

  static NewEvent event(SourceId source, String id, Occurrence occurrence) {
    return new NewEvent(
        source,
        EventKey.of(source, EventSource.WEB, "Purchase", new EventId(id)),
        ("{\"event_id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8),
        occurrence);
  }

  static void append(OutboxFixture outbox, SourceId source, String... ids) {
    outbox.log().append(Stream.of(ids).map(id -> event(source, id)).toList());
  }

  Lane lane() {
    return outbox.lanes().of(connector).getFirst();
  }

  List<Entry> next(int limit) {
    var lane = lane();
    return outbox.log().read(lane.source(), lane.position(), lane.end(), limit, 1 << 20);
  }

  /** Settles the next events of the lane as one range with one call. */
  void settle(List<Entry> entries, EventException... exceptions) {
    var lane = lane();
    settle(
        lane,
        new Scope.Range(lane.position(), entries.getLast().seq(), entries.size()),
        entries,
        exceptions);
  }

  /** Settles the next events of the lane as filtered, without a call. */
  void filterAll(List<Entry> entries) {
    var lane = lane();
    var range = new Scope.Range(lane.position(), entries.getLast().seq(), entries.size());
    List<EventException> exceptions = new ArrayList<>();
    entries.forEach(entry -> exceptions.add(new EventException.Filtered(entry.seq())));
    settle(new Settlement(lane.id(), range, exceptions, List.of()));
  }

  void settleRetries(List<Entry> entries, EventException... exceptions) {
    settle(lane(), new Scope.Retries(seqs(entries)), entries, exceptions);
  }

  private void settle(Lane lane, Scope scope, List<Entry> entries, EventException... exceptions) {
    var call =
        new SettledCall(
            seqs(entries),
            200,
            "0",
            "OK",
            "request " + ++calls,
            Instant.parse("2026-05-01T12:00:00Z"),
            Duration.ofMillis(5));
    settle(new Settlement(lane.id(), scope, List.of(exceptions), List.of(call)));
  }

  private void settle(Settlement settlement) {
    var ownership = outbox.lanes().take(connector, NODE).orElseThrow();
    if (outbox.lanes().settle(ownership, settlement) != Settled.SETTLED) {
      throw new IllegalStateException("fenced");
    }
  }

  private static List<Long> seqs(List<Entry> entries) {
    return entries.stream().map(Entry::seq).toList();
  }
}
