package dev.waybill.domain.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.LogUpkeep.Notice;
import dev.waybill.domain.outbox.LogUpkeep.Notice.ExpiresSoon;
import dev.waybill.domain.outbox.LogUpkeep.Notice.RoomAgain;
import dev.waybill.domain.outbox.LogUpkeep.Notice.ShortWindow;
import dev.waybill.domain.outbox.LogUpkeep.Notice.StorageFull;
import dev.waybill.domain.outbox.Retention.Late;
import dev.waybill.domain.outbox.Retention.State;
import dev.waybill.domain.outbox.Retention.Step;
import dev.waybill.domain.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogUpkeepTest {
  private static final Instant SOON = Instant.parse("2026-05-02T12:00:00Z");
  private static final ConnectorId CONNECTOR = new ConnectorId(1);
  private static final RetentionPolicy POLICY =
      new RetentionPolicy(Duration.ofDays(7), 100, OptionalLong.of(1_000), Duration.ofDays(30));

  private final List<Step> steps = new ArrayList<>();
  private State state = state(Duration.ofDays(9), true, 10);
  private @Nullable StoreUnavailableException failure;
  private @Nullable StoreUnavailableException blindness;
  private final StorageRoom room = new StorageRoom();
  private final LogUpkeep upkeep =
      new LogUpkeep(
          new Retention() {
            @Override
            public List<Step> maintain() {
              if (failure != null) {
                throw failure;
              }
              return List.copyOf(steps);
            }

            @Override
            public State state() {
              if (blindness != null) {
                throw blindness;
              }
              return state;
            }
          },
          POLICY,
          room,
          Telemetry.NONE);

  private static State state(Duration window, boolean forgotten, long bytes, Late... late) {
    return new State(window, forgotten, 5, bytes, List.of(late));
  }

  private static Late late(long part) {
    return new Late(CONNECTOR, new LaneId(3), part, 12, SOON);
  }

  private static Notice warning() {
    return new ExpiresSoon(CONNECTOR, new LaneId(3), 12, SOON);
  }

  @Test
  void a_lane_is_warned_of_once_for_each_part_it_loses() {
    state = state(Duration.ofDays(9), true, 10, late(1));
    assertThat(upkeep.round()).containsExactly(warning());
    assertThat(upkeep.round()).isEmpty();
    state = state(Duration.ofDays(9), true, 10, late(1), late(2));
    assertThat(upkeep.round()).containsExactly(warning());
  }

  @Test
  void a_full_disk_takes_nothing_in_and_recovers_by_itself() {
    assertThat(room.isLeft()).isTrue();
    state = state(Duration.ofDays(9), true, 1_000);
    assertThat(upkeep.round()).containsExactly(new StorageFull(1_000));
    assertThat(room.isLeft()).isFalse();
    assertThat(upkeep.round()).as("told once").isEmpty();
    state = state(Duration.ofDays(9), true, 999);
    assertThat(upkeep.round()).containsExactly(new RoomAgain(999));
    assertThat(room.isLeft()).isTrue();
  }

  @Test
  void a_short_window_is_told_of_once_and_a_young_store_has_none() {
    state = state(Duration.ofHours(2), false, 10);
    assertThat(upkeep.round()).as("nothing was forgotten yet").isEmpty();
    state = state(Duration.ofHours(47), true, 10);
    assertThat(upkeep.round()).containsExactly(new ShortWindow(Duration.ofHours(47)));
    assertThat(upkeep.round()).isEmpty();
  }

  @Test
  void what_was_done_is_told() {
    steps.add(new Step.Expired(CONNECTOR, 7));
    assertThat(upkeep.round()).containsExactly(new Notice.Done(new Step.Expired(CONNECTOR, 7)));
  }

  @Test
  void a_full_disk_is_noticed_while_nothing_can_be_emptied() {
    state = state(Duration.ofDays(9), true, 1_000);
    failure = new StoreUnavailableException("busy", new IllegalStateException());
    assertThatThrownBy(upkeep::round).isSameAs(failure);
    assertThat(room.isLeft()).isFalse();
    failure = null;
    assertThat(upkeep.round()).as("told later").containsExactly(new StorageFull(1_000));
  }

  @Test
  void what_can_be_emptied_is_emptied_though_nobody_can_look() {
    steps.add(new Step.Expired(CONNECTOR, 7));
    blindness = new StoreUnavailableException("busy", new IllegalStateException());
    assertThatThrownBy(upkeep::round).isSameAs(blindness);
    blindness = null;
    steps.clear();
    assertThat(upkeep.round()).containsExactly(new Notice.Done(new Step.Expired(CONNECTOR, 7)));
  }

  @Test
  void the_warning_comes_a_day_before_or_a_seventh_of_a_short_retention() {
    assertThat(POLICY.warning()).isEqualTo(Duration.ofDays(1));
    var hour = new RetentionPolicy(Duration.ofHours(7), 100, OptionalLong.empty(), Duration.ZERO);
    assertThat(hour.warning()).isEqualTo(Duration.ofHours(1));
  }
}
