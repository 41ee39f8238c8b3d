package dev.waybill.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.alert.AlertChannel.Sent;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.destination.Call;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.ingest.IngestEvents.Answer;
import dev.waybill.domain.monitor.Condition;
import dev.waybill.domain.monitor.PoolUse;
import dev.waybill.domain.node.Lease;
import dev.waybill.domain.outbox.EventException;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.outbox.Retention;
import dev.waybill.domain.outbox.Settlement;
import dev.waybill.domain.quality.PayloadTally;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.telemetry.CallOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PrometheusTelemetryTest {
  private static final ConnectorId CONNECTOR = new ConnectorId(3);

  @Test
  void the_log_is_shown_as_it_was_seen_last() {
    try (var telemetry = new PrometheusTelemetry()) {
      assertThat(telemetry.scrape()).doesNotContain("waybill_storage_full");
      var late = new Retention.Late(CONNECTOR, new LaneId(1), 3, 12, Instant.EPOCH);
      var late2 = new Retention.Late(CONNECTOR, new LaneId(2), 3, 5, Instant.EPOCH);
      telemetry.retained(
          new Retention.State(Duration.ofHours(47), true, 90, 5_000, List.of(late, late2)),
          true,
          true);
      telemetry.expired(CONNECTOR, 7);
      assertThat(telemetry.scrape())
          .contains("waybill_deduplication_window_seconds 169200.0")
          .contains("waybill_deduplication_window_short 1.0")
          .contains("waybill_deduplication_keys 90.0")
          .contains("waybill_database_bytes 5000.0")
          .contains("waybill_storage_full 1.0")
          .contains("waybill_expiring_soon_events{connector=\"con_3\"} 17.0")
          .contains("waybill_settled_events_total{connector=\"con_3\",verdict=\"expired\"} 7.0");
      telemetry.retained(
          new Retention.State(Duration.ofDays(8), true, 90, 4_000, List.of()), false, false);
      assertThat(telemetry.scrape())
          .contains("waybill_storage_full 0.0")
          .doesNotContain("waybill_expiring_soon_events{");
    }
  }

  @Test
  void answers_are_counted_by_source_and_kind() {
    try (var telemetry = new PrometheusTelemetry()) {
      var id = new EventId("e-1");
      telemetry.ingested(
          new SourceId(2),
          List.of(new Answer.Accepted(id), new Answer.Accepted(id), new Answer.Duplicate(id)));
      assertThat(telemetry.scrape())
          .contains("waybill_ingested_events_total{answer=\"accepted\",source=\"src_2\"} 2.0")
          .contains("waybill_ingested_events_total{answer=\"duplicate\",source=\"src_2\"} 1.0");
    }
  }

  @Test
  void verdicts_are_counted_and_event_ids_never_appear() {
    try (var telemetry = new PrometheusTelemetry()) {
      telemetry.settled(
          CONNECTOR,
          new Settlement(
              new LaneId(1),
              new Settlement.Scope.Range(0, 10, 10),
              List.of(new EventException.Dead(3, 1, "40002", "refused")),
              List.of()));
      telemetry.parked(CONNECTOR, "40105");
      telemetry.rejectionsLost(new SourceId(2), 3);
      assertThat(telemetry.scrape())
          .contains("waybill_settled_events_total{connector=\"con_3\",verdict=\"delivered\"} 9.0")
          .contains("waybill_settled_events_total{connector=\"con_3\",verdict=\"dead\"} 1.0")
          .contains("waybill_rejections_lost_total{source=\"src_2\"} 3.0")
          .contains("waybill_parked_total{code=\"40105\",connector=\"con_3\"} 1.0");
    }
  }

  @Test
  void a_connector_begins_with_none_of_each_verdict_as_soon_as_it_is_seen() {
    try (var telemetry = new PrometheusTelemetry()) {
      telemetry.observed(Observations.of(CONNECTOR));
      telemetry.expired(CONNECTOR, 2);
      telemetry.observed(Observations.of(CONNECTOR));
      assertThat(telemetry.scrape())
          .contains("waybill_settled_events_total{connector=\"con_3\",verdict=\"dead\"} 0.0")
          .contains("waybill_settled_events_total{connector=\"con_3\",verdict=\"delivered\"} 0.0")
          .contains("waybill_settled_events_total{connector=\"con_3\",verdict=\"expired\"} 2.0")
          .doesNotContain("verdict=\"waiting\"");
    }
  }

  @Test
  void what_was_found_in_payloads_is_counted_by_kind_and_identifier() {
    try (var telemetry = new PrometheusTelemetry()) {
      telemetry.reviewed(
          CONNECTOR, new PayloadTally(5, Map.of("email", 4L), Map.of("unknown_field", 2L)));
      assertThat(telemetry.scrape())
          .contains("waybill_payloads_total{connector=\"con_3\"} 5.0")
          .contains(
              "waybill_payload_identifiers_total{connector=\"con_3\",identifier=\"email\"} 4.0")
          .contains(
              "waybill_payload_findings_total{connector=\"con_3\",kind=\"unknown_field\"} 2.0");
    }
  }

  @Test
  void calls_without_an_answer_are_told_apart() {
    try (var telemetry = new PrometheusTelemetry()) {
      telemetry.called(
          CONNECTOR,
          new Call(List.of(0), null, "no_answer", null, null, Instant.EPOCH, Duration.ofMillis(20)),
          CallOutcome.DEFERRED);
      telemetry.called(
          CONNECTOR,
          new Call(List.of(0), 200, "40002", null, null, Instant.EPOCH, Duration.ofMillis(20)),
          CallOutcome.REJECTED);
      assertThat(telemetry.scrape())
          .contains(
              "waybill_destination_calls_seconds_count{code_class=\"no_answer\",connector=\"con_3\",outcome=\"deferred\"} 1")
          .contains(
              "waybill_destination_calls_seconds_bucket{code_class=\"4xxxx\",connector=\"con_3\",outcome=\"rejected\",le=\"0.025\"} 1");
    }
  }

  @Test
  void a_request_and_a_delivery_are_histograms_in_seconds() {
    try (var telemetry = new PrometheusTelemetry()) {
      telemetry.served("POST", "/v1/events", 202, Duration.ofMillis(7));
      telemetry.delivered(CONNECTOR, List.of(Duration.ofSeconds(3), Duration.ofSeconds(-1)));
      assertThat(telemetry.scrape())
          .contains(
              "http_server_requests_seconds_bucket{method=\"POST\",route=\"/v1/events\",status=\"202\",le=\"0.01\"} 1")
          .contains("waybill_delivery_seconds_count{connector=\"con_3\"} 2")
          .contains("waybill_delivery_seconds_sum{connector=\"con_3\"} 3.0");
    }
  }

  @Test
  void what_was_seen_last_is_shown_and_a_deleted_connector_disappears() {
    try (var telemetry = new PrometheusTelemetry()) {
      telemetry.parked(CONNECTOR, "40105");
      telemetry.observed(Observations.of(CONNECTOR, new ConnectorId(4)));
      assertThat(telemetry.scrape())
          .contains("waybill_waiting_events{connector=\"con_3\"} 12.0")
          .contains("waybill_oldest_waiting_seconds{connector=\"con_3\"} 90.0")
          .contains("waybill_soonest_expiry_seconds{connector=\"con_3\"} 3600.0")
          .contains("waybill_ledger_unexplained_events{connector=\"con_3\"} 0.0")
          .contains("waybill_lanes{state=\"delivering\"} 2.0")
          .contains("waybill_lanes{state=\"parked\"} 0.0")
          .contains("waybill_log_ring_fill_ratio 0.5")
          .contains("waybill_clock_skew_seconds -1.5")
          .contains("waybill_connectors_owned 2.0");
      telemetry.observed(Observations.of(new ConnectorId(4)));
      telemetry.parked(new ConnectorId(5), "40105");
      telemetry.called(
          CONNECTOR,
          new Call(List.of(0), 200, "0", null, null, Instant.EPOCH, Duration.ofMillis(20)),
          CallOutcome.ACCEPTED);
      telemetry.observed(Observations.of(new ConnectorId(4)));
      assertThat(telemetry.scrape())
          .doesNotContain("con_3")
          .contains("waybill_waiting_events{connector=\"con_4\"}")
          .as("a new one that was not seen yet keeps what it has")
          .contains("waybill_parked_total{code=\"40105\",connector=\"con_5\"} 1.0");
    }
  }

  @Test
  void every_kind_of_degradation_is_shown_from_the_first_look_on() {
    try (var telemetry = new PrometheusTelemetry()) {
      telemetry.degraded(
          List.of(new Condition(Condition.Kind.CLOCK, null, Instant.EPOCH, "It is wrong.")));
      assertThat(telemetry.scrape())
          .contains("waybill_degraded{kind=\"clock\"} 1.0")
          .contains("waybill_degraded{kind=\"database\"} 0.0");
      telemetry.alerted(Sent.NOT_NOW);
      assertThat(telemetry.scrape())
          .contains("waybill_alert_messages_total{result=\"not_now\"} 1.0");
    }
  }

  @Test
  void the_lease_and_the_pools_are_told_without_asking_anybody() {
    var nanos = new AtomicLong();
    var lease = new Lease(nanos::get);
    try (var telemetry = new PrometheusTelemetry()) {
      NodeMetrics.register(telemetry, lease, () -> List.of(new PoolUse("ingest", 1, 2, 3, 4)));
      assertThat(telemetry.scrape())
          .contains("waybill_lease_held 0.0")
          .contains("waybill_lease_lost_total 0.0")
          .contains("waybill_database_history 0.0")
          .contains("waybill_database_connections{pool=\"ingest\",state=\"active\"} 1.0")
          .contains("waybill_database_connections{pool=\"ingest\",state=\"idle\"} 2.0")
          .contains("waybill_database_threads_waiting{pool=\"ingest\"} 3.0")
          .contains("waybill_database_connections_max{pool=\"ingest\"} 4.0");
      lease.beaten(nanos.get(), 2);
      assertThat(telemetry.scrape())
          .contains("waybill_lease_held 1.0")
          .contains("waybill_database_history 2.0");
      nanos.addAndGet(Lease.VALID.toNanos());
      assertThat(telemetry.scrape())
          .contains("waybill_lease_held 0.0")
          .contains("waybill_lease_lost_total 1.0");
      lease.beaten(nanos.get(), 2);
      assertThat(telemetry.scrape())
          .contains("waybill_lease_held 1.0")
          .contains("waybill_lease_lost_total 1.0");
    }
  }
}
