package dev.waybill.domain.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.SteppingClock;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorRuntime;
import dev.waybill.domain.connector.EarlierMappings;
import dev.waybill.domain.connector.RateLimit;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.PlatformSpec.Limits;
import dev.waybill.domain.destination.ScriptedDestination;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.event.Occurrence;
import dev.waybill.domain.json.PlainJsonCodec;
import dev.waybill.domain.mapping.EventFilter;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.outbox.FailingLanes;
import dev.waybill.domain.outbox.InMemoryOutbox;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.outbox.Ledger.Line;
import dev.waybill.domain.outbox.NewEvent;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.outbox.WindowStart;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One connector with one lane, a scripted destination, and everything a relay needs. */
final class RelayBench {
  static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  static final ConnectorId CONNECTOR = new ConnectorId(1);
  static final SourceId SOURCE = new SourceId(1);
  static final NodeId NODE = new NodeId(new UUID(0, 1));
  static final NodeId OTHER_NODE = new NodeId(new UUID(0, 2));
  static final Duration IDLE = Duration.ofMillis(250);
  static final RetryPolicy POLICY =
      new RetryPolicy(Duration.ofSeconds(2), Duration.ofMinutes(15), 3, Duration.ofDays(3));

  final SteppingClock clock = new SteppingClock(NOW);
  final InMemoryOutbox outbox = new InMemoryOutbox(clock);
  final FailingLanes lanes = new FailingLanes(outbox);
  final LaneId lane = outbox.subscribe(CONNECTOR, "shop", SOURCE);
  final ScriptedDestination destination = new ScriptedDestination();
  final FairShare share = new FairShare(1 << 24);
  int batchEvents = 3;
  Duration deduplication = Duration.ofDays(2);
  RateLimit rate = RateLimit.NONE;
  int revision = 1;
  EarlierMappings earlier = EarlierMappings.NONE;
  final RelayTools tools =
      new RelayTools(
          outbox, lanes, new PlainJsonCodec(), clock, () -> 0, POLICY, Telemetry.NONE, share, IDLE);

  ConnectorRelay take() {
    return take(tools);
  }

  ConnectorRelay take(RelayTools other) {
    return ConnectorRelay.of(outbox.take(CONNECTOR, NODE).orElseThrow(), other, () -> {});
  }

  void retake(ConnectorRelay relay) {
    relay.retaken(lanes.take(CONNECTOR, NODE).orElseThrow());
  }

  ConnectorRuntime runtime() {
    return runtime(destination);
  }

  ConnectorRuntime runtime(Destination other) {
    return runtime(other, event -> new Mapping.Outcome.Mapped(event, List.of()), EventFilter.ALL);
  }

  ConnectorRuntime runtime(Mapping mapping, EventFilter filter) {
    return runtime(destination, mapping, filter);
  }

  private ConnectorRuntime runtime(Destination other, Mapping mapping, EventFilter filter) {
    return new ConnectorRuntime(
        other, mapping, filter, new Limits(batchEvents, 1 << 20, deduplication), rate, revision, earlier);
  }

  void append(String... ids) {
    for (var id : ids) {
      append(id, NOW);
    }
  }

  void append(String id, Instant time) {
    append(SOURCE, id, body(id, time), time);
  }

  void appendTo(SourceId source, String... ids) {
    for (var id : ids) {
      append(source, id, body(id, NOW), NOW);
    }
  }

  void appendPayload(String id, String payload) {
    append(SOURCE, id, payload, NOW);
  }

  private static String body(String id, Instant time) {
    return """
        {"event": "View", "event_time": "%s", "event_source": "web", "event_id": "%s",
         "context": {"ip": "192.0.2.1"}}"""
        .formatted(time, id);
  }

  private void append(SourceId source, String id, String payload, Instant time) {
    var key = EventKey.of(source, EventSource.WEB, "View", new EventId(id));
    var occurrence = new Occurrence(EventSource.WEB, time);
    outbox.append(List.of(new NewEvent(source, key, payload.getBytes(UTF_8), occurrence)));
  }

  /** What is known of a web event of that time whose attempts were all answered. */
  static WindowStart answered(Instant time) {
    return new WindowStart(new Occurrence(EventSource.WEB, time), null);
  }

  Line line() {
    return outbox.lines().getFirst();
  }

  /** Accepted, delivered, dead, expired, filtered, retrying, waiting. */
  void ledgerIs(long... counts) {
    var line = line();
    assertThat(
            new long[] {
              line.accepted(),
              line.delivered(),
              line.dead(),
              line.expired(),
              line.filtered(),
              line.retrying(),
              line.waiting()
            })
        .as("accepted, delivered, dead, expired, filtered, retrying, waiting")
        .containsExactly(counts);
    ledgerBalances();
  }

  void ledgerBalances() {
    assertThat(line().balanced()).as("unexplained: %d", line().unexplained()).isTrue();
  }
}
