package dev.waybill.domain.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.replay.Selection.DeadLetters;
import dev.waybill.domain.replay.Selection.TimeRange;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final Instant BEFORE = NOON.minusSeconds(1);

  @Test
  void a_time_that_ends_before_it_begins_is_refused() {
    assertThatThrownBy(() -> new TimeRange(NOON, BEFORE, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DeadLetters(Set.of(), NOON, BEFORE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_empty_time_is_no_time_range_and_selects_no_dead_letters() {
    assertThatThrownBy(() -> new TimeRange(NOON, NOON, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new DeadLetters(Set.of(), NOON, NOON).to()).isEqualTo(NOON);
  }

  @Test
  void dead_letters_may_be_of_any_time() {
    assertThat(new DeadLetters(Set.of(), null, BEFORE).from()).isNull();
    assertThat(new DeadLetters(Set.of(), NOON, null).to()).isNull();
  }

  @Test
  void codes_cannot_change_under_it() {
    var codes = new HashSet<>(Set.of("40002"));
    var selection = new DeadLetters(codes, null, null);
    codes.clear();
    assertThat(selection.codes()).containsExactly("40002");
  }
}
