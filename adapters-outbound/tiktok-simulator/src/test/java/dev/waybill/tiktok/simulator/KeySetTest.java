package dev.waybill.tiktok.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeySetTest {
  private record Pair(long high, long low) {}

  @Test
  void it_tells_new_from_known_as_an_ordinary_set_does() {
    var random = new SplittableRandom(7);
    var keys = new KeySet();
    var model = new HashSet<Pair>();
    for (int i = 0; i < 500_000; i++) {
      // Half of them from a small range, so that many come again and share a half.
      long high = i % 2 == 0 ? random.nextLong() : random.nextLong(200) << 56;
      long low = i % 2 == 0 ? random.nextLong() : 1 + random.nextLong(200);
      assertThat(keys.add(high, low)).isEqualTo(model.add(new Pair(high, low)));
    }
  }

  @Test
  void zero_is_a_key_like_any_other() {
    var keys = new KeySet();
    assertThat(keys.add(0, 0)).isTrue();
    assertThat(keys.add(0, 0)).isFalse();
  }
}
