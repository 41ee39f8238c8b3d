package dev.waybill.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.outbox.LedgerAudit;
import dev.waybill.domain.outbox.LedgerAudit.Difference;
import dev.waybill.domain.outbox.LedgerAudit.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerMetricsTest {
  private final PrometheusTelemetry telemetry = new PrometheusTelemetry();
  private Instant now = Instant.parse("2026-05-01T12:00:00Z");
  private int found;
  private int asked;
  private boolean away;

  private final LedgerMetrics metrics = new LedgerMetrics(telemetry, this::verify, () -> now);

  @AfterEach
  void close() {
    telemetry.close();
  }

  private LedgerAudit.Report verify(int newest) {
    asked++;
    if (away) {
      throw new StoreUnavailableException("away", new IllegalStateException());
    }
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
  void a_ledger_in_order_shows_a_nought_and_another_what_a_recount_found() {
    assertThat(scraped()).contains("waybill_ledger_differences 0.0");
    found = 2;
    now = now.plus(Duration.ofMinutes(5));
    assertThat(scraped()).contains("waybill_ledger_differences 2.0");
  }

  @Test
  void looking_often_does_not_recount_often() {
    scraped();
    now = now.plus(Duration.ofMinutes(4));
    scraped();
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void a_store_that_is_away_leaves_the_figure_as_it_was() {
    scraped();
    away = true;
    found = 1;
    now = now.plus(Duration.ofMinutes(6));
    assertThat(scraped()).contains("waybill_ledger_differences 0.0");
  }
}
