package dev.waybill.inbound.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbound.http.BodyReader.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {
  private final BodyBudget budget = new BodyBudget(100_000);

  @Test
  void what_one_request_holds_another_cannot_have_until_it_is_given_back() {
    try (var first = budget.lease();
        var second = budget.lease()) {
      assertThat(first.reserve(60_000)).isTrue();
      assertThat(second.reserve(60_000)).isFalse();
      assertThat(second.reserve(40_000)).isTrue();
      assertThat(budget.used()).isEqualTo(100_000);
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void a_body_of_exactly_the_limit_is_read_and_one_byte_more_is_not() throws IOException {
    for (int limit : new int[] {0, 10, 16 * 1024 - 1, 16 * 1024, 50_000}) {
      try (var lease = budget.lease()) {
        assertThat(BodyReader.plain(zeros(limit), limit, -1, lease))
            .isInstanceOfSatisfying(
                Reading.Whole.class, whole -> assertThat(whole.bytes()).hasSize(limit));
      }
      try (var lease = budget.lease()) {
        assertThat(BodyReader.plain(zeros(limit + 1), limit, -1, lease))
            .isInstanceOf(Reading.TooLarge.class);
      }
    }
  }

  @Test
  void a_body_beyond_the_budget_is_refused_and_leaves_nothing_behind() throws IOException {
    try (var lease = budget.lease()) {
      assertThat(BodyReader.plain(zeros(200_000), 1_000_000, -1, lease))
          .isInstanceOf(Reading.NoRoom.class);
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void no_more_is_held_than_the_body_has_bytes() throws IOException {
    for (int announced : new int[] {-1, 30_000, 10}) {
      try (var lease = budget.lease()) {
        BodyReader.plain(zeros(30_000), 49_000, announced, lease);
        assertThat(budget.used()).isEqualTo(30_000);
      }
    }
  }

  private static InputStream zeros(int count) {
    return new ByteArrayInputStream(new byte[count]);
  }
}
