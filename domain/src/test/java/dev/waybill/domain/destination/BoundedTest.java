package dev.waybill.domain.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedTest {
  @Test
  void what_a_store_could_not_keep_becomes_spaces() {
    assertThat(Bounded.message("a\u0000b\nc\u0085d\ud800e")).isEqualTo("a b c d e");
    assertThat(Bounded.message("é \ud83d\ude00")).isEqualTo("é \ud83d\ude00");
  }

  @Test
  void every_text_is_cut_between_characters() {
    assertThat(Bounded.code("c".repeat(101))).hasSize(100);
    assertThat(Bounded.message("m".repeat(501))).hasSize(500);
    assertThat(Bounded.requestId("r".repeat(201))).hasSize(200);
    assertThat(Bounded.code("c".repeat(99) + "\ud83d\ude00")).isEqualTo("c".repeat(99));
  }

  @Test
  void an_outcome_and_a_call_are_bounded_as_they_are_made() {
    var rejected = new Outcome.Rejected("4\u0000", "m".repeat(600));
    assertThat(rejected.code()).isEqualTo("4 ");
    assertThat(rejected.message()).hasSize(500);
    var call =
        new Call(List.of(0), 200, "\u0000", "\u0001", "r\n", Instant.MIN, Duration.ofSeconds(-1));
    assertThat(call.code() + call.message() + call.requestId()).isEqualTo("  r ");
    assertThat(call.at()).isEqualTo(Instant.EPOCH);
    assertThat(call.took()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 99, 600, Integer.MAX_VALUE})
  void a_status_that_http_does_not_have_is_none(int status) {
    assertThat(Bounded.status(status)).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 200, 599})
  void a_status_of_http_is_kept(int status) {
    assertThat(Bounded.status(status)).isEqualTo(status);
  }
}
