package dev.waybill.domain.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.relay.WindowLengths;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CutoffsTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

  @Test
  void each_source_has_its_own_and_one_that_is_not_sent_has_none() {
    var cutoffs =
        cutoffs(
            Map.of(EventSource.WEB, Duration.ofDays(7), EventSource.CRM, Duration.ofDays(28)),
            Duration.ofDays(2));
    assertThat(cutoffs.accepted())
        .containsOnly(
            Map.entry(EventSource.WEB, NOW.minus(Duration.ofDays(7))),
            Map.entry(EventSource.CRM, NOW.minus(Duration.ofDays(28))));
    assertThat(cutoffs.deduplicated()).isEqualTo(NOW.minus(Duration.ofDays(2)));
  }

  @Test
  void a_platform_that_never_drops_doubles_has_forgotten_everything() {
    assertThat(cutoffs(Map.of(), Duration.ZERO).deduplicated()).isEqualTo(NOW);
  }

  @Test
  void a_window_without_end_reaches_back_to_the_first_moment() {
    var endless = Duration.ofSeconds(Long.MAX_VALUE);
    var cutoffs = cutoffs(Map.of(EventSource.WEB, endless), Duration.ofDays(100 * 365));
    assertThat(cutoffs.accepted().values()).containsExactly(Instant.EPOCH);
    assertThat(cutoffs.deduplicated()).isEqualTo(Instant.EPOCH);
  }

  private static Cutoffs cutoffs(Map<EventSource, Duration> acceptance, Duration deduplication) {
    return Cutoffs.of(new WindowLengths(acceptance, deduplication), NOW);
  }
}
