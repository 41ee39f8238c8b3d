package dev.waybill.tiktok.simulator;

import static dev.waybill.tiktok.simulator.KeySet.Sight.KNOWN;
import static dev.waybill.tiktok.simulator.KeySet.Sight.MERGED;
import static dev.waybill.tiktok.simulator.KeySet.Sight.NEW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeySetTest {
  private static final long NOW = 1_790_000_000;

  private record Pair(long high, int low) {}

  @Test
  void it_tells_new_from_known_as_an_ordinary_set_does() {
    var random = new SplittableRandom(7);
    var keys = new KeySet();
    var model = new HashSet<Pair>();
    for (int i = 0; i < 500_000; i++) {
      // Half of them from a small range, so that many come again and share a half.
      long high = i % 2 == 0 ? random.nextLong() : random.nextLong(200) << 56;
      int low = i % 2 == 0 ? random.nextInt() : random.nextInt(200);
      var expected = model.add(new Pair(high, low)) ? NEW : MERGED;
      assertThat(keys.see(high, low, NOW)).isEqualTo(expected);
    }
  }

  @Test
  void zero_is_a_key_like_any_other() {
    var keys = new KeySet();
    assertThat(keys.see(0, 0, NOW)).isEqualTo(NEW);
    assertThat(keys.see(0, 0, NOW)).isEqualTo(MERGED);
  }

  @Test
  void a_key_is_merged_for_five_minutes_known_for_48_hours_and_then_new_again() {
    var keys = new KeySet();
    assertThat(keys.see(5, 6, NOW)).isEqualTo(NEW);
    assertThat(keys.see(5, 6, NOW + 300)).isEqualTo(MERGED);
    assertThat(keys.see(5, 6, NOW + 301)).isEqualTo(KNOWN);
    assertThat(keys.see(5, 6, NOW + 48 * 3_600 - 1)).isEqualTo(KNOWN);
    assertThat(keys.see(5, 6, NOW + 48 * 3_600)).isEqualTo(NEW);
    assertThat(keys.see(5, 6, NOW + 48 * 3_600 + 1)).isEqualTo(MERGED);
  }

  @Test
  void what_is_forgotten_makes_room_and_nothing_else_is_lost() {
    var keys = new KeySet();
    see(keys, 0, 100_000, NOW, NEW);
    see(keys, 100_000, 300_000, NOW + 50 * 3_600, NEW);
    see(keys, 100_000, 300_000, NOW + 50 * 3_600, MERGED);
    see(keys, 0, 100_000, NOW + 50 * 3_600, NEW);
  }

  private static void see(KeySet keys, int from, int to, long second, KeySet.Sight expected) {
    for (int i = from; i < to; i++) {
      long high = new SplittableRandom(i).nextLong();
      assertThat(keys.see(high, i, second)).isEqualTo(expected);
    }
  }
}
