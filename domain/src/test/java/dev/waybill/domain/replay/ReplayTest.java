package dev.waybill.domain.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.ConnectorId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  @Test
  void it_ends_when_it_goes_on_as_it_did() {
    var replay = replay(ReplayStatus.RUNNING, 30, Duration.ofSeconds(10));
    assertThat(replay.perSecond()).isEqualTo(3);
    assertThat(replay.estimatedEnd()).contains(NOON.plusSeconds(24));
  }

  @Test
  void nobody_knows_the_end_of_one_that_stands_or_has_not_moved() {
    assertThat(replay(ReplayStatus.PAUSED, 30, Duration.ofSeconds(10)).estimatedEnd()).isEmpty();
    assertThat(replay(ReplayStatus.RUNNING, 0, Duration.ofSeconds(10)).estimatedEnd()).isEmpty();
    assertThat(replay(ReplayStatus.RUNNING, 0, Duration.ZERO).estimatedEnd()).isEmpty();
  }

  @Test
  void what_the_equation_of_a_time_range_leaves_unexplained_is_told() {
    assertThat(new Progress.Deliveries(10, 4, 1, 1, 1, 3, true).unexplained()).isZero();
    assertThat(new Progress.Deliveries(10, 4, 1, 1, 1, 2, true).unexplained()).isEqualTo(1);
    assertThat(new Progress.Deliveries(10, 4, 1, 1, 1, 3, true).unbalanced().balanced()).isFalse();
  }

  private static Replay replay(ReplayStatus status, long moved, Duration ranFor) {
    return new Replay(
        new ReplayId(1),
        new ConnectorId(1),
        new Selection.DeadLetters(Set.of(), null, null),
        10,
        status,
        new Progress.Moves(102, moved, 0),
        NOON,
        ranFor,
        null,
        NOON);
  }
}
