package dev.waybill.domain.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SurveyTest {
  @Test
  void it_takes_whole_seconds_at_the_rate_for_what_can_be_sent() {
    assertThat(new Survey(1_001, 7, 0, null).takes(100)).contains(Duration.ofSeconds(11));
    assertThat(new Survey(1_001, 7, 1, null).takes(100)).contains(Duration.ofSeconds(10));
  }

  @Test
  void nothing_to_send_takes_no_time() {
    assertThat(new Survey(0, 5, 0, null).takes(1)).contains(Duration.ZERO);
    assertThat(new Survey(3, 0, 3, null).takes(1)).contains(Duration.ZERO);
  }

  @Test
  void the_smaller_of_the_asked_and_the_connectors_own_rate_counts() {
    var survey = new Survey(1_000, 0, 0, null, 10);
    assertThat(survey.takes(100)).contains(Duration.ofSeconds(100));
    assertThat(survey.takes(5)).contains(Duration.ofSeconds(200));
    assertThat(survey.takes(null)).contains(Duration.ofSeconds(100));
  }

  @Test
  void without_a_rate_nobody_knows() {
    assertThat(new Survey(1_000, 0, 0, null).takes(null)).isEmpty();
  }
}
