package dev.waybill.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.LedgerAudit;
import dev.waybill.domain.outbox.LedgerAudit.Difference;
import dev.waybill.domain.outbox.LedgerAudit.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerMetricsTest {
  private final PrometheusTelemetry telemetry = new PrometheusTelemetry();
  private Instant now = Instant.parse("2026-05-01T12:00:00Z");
  private long accepted = 10;
  private int found;
  private int asked;
  private boolean away;

  private final LedgerMetrics metrics =
      new LedgerMetrics(telemetry, this::lines, this::verify, () -> now);

  @AfterEach
  void close() {
    telemetry.close();
  }

  private List<Ledger.Line> lines() {
    asked++;
    if (away) {
      throw new StoreUnavailableException("away", new IllegalStateException());
    }
    return List.of(
        new Ledger.Line(new ConnectorId(3), "shop", accepted, 7, 1, 0, 1, 0, 1, true));
  }

  private LedgerAudit.Report verify(int newest) {
    var differences =
        IntStream.range(0, found)
            .mapToObj(i -> new Difference("con_3 lane_1", "calls", i, 0))
            .toList();
    return new Report(1, 1, newest, 1, differences);
  }

  private String scraped() {
    metrics.refresh();
    return telemetry.scrape();
  }

  @Test
  void a_ledger_in_order_shows_noughts() {
    assertThat(scraped())
        .contains("waybill_ledger_unexplained_events{connector=\"con_3\"} 0.0")
        .contains("waybill_ledger_differences 0.0");
  }

  @Test
  void what_is_not_explained_shows_and_so_does_what_a_recount_found() {
    accepted = 12;
    found = 2;
    assertThat(scraped())
        .contains("waybill_ledger_unexplained_events{connector=\"con_3\"} 2.0")
        .contains("waybill_ledger_differences 2.0");
  }

  @Test
  void looking_often_does_not_ask_often() {
    scraped();
    now = now.plusSeconds(9);
    scraped();
    assertThat(asked).isEqualTo(1);
    now = now.plusSeconds(1);
    scraped();
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void the_recount_comes_round_again() {
    scraped();
    found = 1;
    now = now.plus(Duration.ofMinutes(4));
    assertThat(scraped()).contains("waybill_ledger_differences 0.0");
    now = now.plus(Duration.ofMinutes(1));
    assertThat(scraped()).contains("waybill_ledger_differences 1.0");
  }

  @Test
  void a_store_that_is_away_leaves_the_figures_as_they_were() {
    scraped();
    away = true;
    now = now.plusSeconds(60);
    assertThat(scraped()).contains("waybill_ledger_unexplained_events{connector=\"con_3\"} 0.0");
  }
}
