package dev.waybill.domain.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.source.SourceId;
import org.junit.jupiter.api.Test;

class EventKeyTest {
  private static final EventId ID = new EventId("cart-1");
  private static final EventKey KEY = EventKey.of(new SourceId(1), EventSource.WEB, "Purchase", ID);

  @Test
  void the_same_identity_is_the_same_key() {
    assertThat(EventKey.of(new SourceId(1), EventSource.WEB, "Purchase", new EventId("cart-1")))
        .isEqualTo(KEY);
  }

  @Test
  void each_part_of_the_identity_makes_another_event_with_the_same_high_half() {
    var others =
        new EventKey[] {
          EventKey.of(new SourceId(2), EventSource.WEB, "Purchase", ID),
          EventKey.of(new SourceId(1), EventSource.APP, "Purchase", ID),
          EventKey.of(new SourceId(1), EventSource.WEB, "InitiateCheckout", ID),
        };
    assertThat(others).doesNotHaveDuplicates().doesNotContain(KEY);
    assertThat(others).allSatisfy(key -> assertThat(key.high()).isEqualTo(EventKey.highOf(ID)));
  }

  @Test
  void another_id_has_another_high_half() {
    var other = EventKey.of(new SourceId(1), EventSource.WEB, "Purchase", new EventId("cart-2"));
    assertThat(other.high()).isNotEqualTo(KEY.high());
    assertThat(other.low()).isNotEqualTo(KEY.low());
  }

  @Test
  void parts_cannot_flow_into_each_other() {
    assertThat(EventKey.of(new SourceId(1), EventSource.WEB, "A", new EventId("B\nC")))
        .isNotEqualTo(EventKey.of(new SourceId(1), EventSource.WEB, "A\nB", new EventId("C")));
  }

  @Test
  void a_key_comes_back_from_its_uuid() {
    assertThat(EventKey.of(KEY.uuid())).isEqualTo(KEY);
  }

  @Test
  void a_wrong_id_is_refused_without_being_repeated() {
    assertThatThrownBy(() -> new EventId(" ")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EventId("s3cret".repeat(30)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("s3cret");
  }
}
