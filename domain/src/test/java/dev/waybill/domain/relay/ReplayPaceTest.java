package dev.waybill.domain.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.SteppingClock;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.destination.PlatformSpec.Limits;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.Lane.Replayed;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayPaceTest {
  private static final Lane LIVE =
      new Lane(new LaneId(1), new ConnectorId(1), new SourceId(1), 0, Lane.OPEN, List.of());
  private static final Lane UNLIMITED = LIVE.of(new Replayed(true, null));
  private static final Lane TEN_A_SECOND = LIVE.of(new Replayed(true, 10));
  private static final Limits PLATFORM = new Limits(100, 1 << 20, Duration.ofDays(2));

  private final SteppingClock clock = new SteppingClock(Instant.parse("2026-05-01T12:00:00Z"));
  private final ReplayPace pace = new ReplayPace();

  @Test
  void it_may_go_at_once() {
    assertThat(pace.mayGo(clock.instant())).isTrue();
  }

  @Test
  void what_went_out_has_to_be_waited_for_at_the_rate() {
    pace.goes(5, TEN_A_SECOND, clock.instant());
    assertThat(pace.restLeft(clock.instant())).isEqualTo(Duration.ofMillis(500));
    clock.advance(Duration.ofMillis(499));
    assertThat(pace.mayGo(clock.instant())).isFalse();
    clock.advance(Duration.ofMillis(1));
    assertThat(pace.mayGo(clock.instant())).isTrue();
  }

  @Test
  void without_a_rate_nothing_is_waited_for() {
    pace.goes(1_000, UNLIMITED, clock.instant());
    pace.goes(1_000, LIVE, clock.instant());
    assertThat(pace.mayGo(clock.instant())).isTrue();
  }

  @Test
  void a_clock_that_is_set_back_makes_it_wait_no_longer_than_asked() {
    pace.goes(10, TEN_A_SECOND, clock.instant());
    clock.advance(Duration.ofDays(-1));
    assertThat(pace.restLeft(clock.instant())).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void a_batch_holds_no_more_than_one_second_allows() {
    assertThat(ReplayPace.limits(PLATFORM, TEN_A_SECOND))
        .isEqualTo(new Limits(10, PLATFORM.batchBytes(), PLATFORM.deduplication()));
    assertThat(ReplayPace.limits(PLATFORM, LIVE.of(new Replayed(true, 100)))).isEqualTo(PLATFORM);
    assertThat(ReplayPace.limits(PLATFORM, UNLIMITED)).isEqualTo(PLATFORM);
    assertThat(ReplayPace.limits(PLATFORM, LIVE)).isEqualTo(PLATFORM);
  }
}
