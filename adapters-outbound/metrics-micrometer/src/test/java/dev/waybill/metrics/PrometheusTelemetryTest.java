package dev.waybill.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.destination.Call;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.ingest.IngestEvents.Answer;
import dev.waybill.domain.outbox.EventException;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.outbox.Retention;
import dev.waybill.domain.outbox.Settlement;
import dev.waybill.domain.quality.PayloadTally;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
          new Call(
              List.of(0), null, "no_answer", null, null, Instant.EPOCH, Duration.ofMillis(20)));
      assertThat(telemetry.scrape())
          .contains(
              "waybill_destination_calls_seconds_count{connector=\"con_3\",status=\"none\"} 1");
    }
  }
}
