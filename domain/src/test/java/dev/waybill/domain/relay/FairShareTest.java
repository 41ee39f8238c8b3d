package dev.waybill.domain.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FairShareTest {
  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;

  private final FairShare share = new FairShare(4 * MIB);
  private final List<String> granted = new ArrayList<>();

  @Test
  void what_is_free_is_given_at_once() {
    assertThat(join("one").take(3 * MIB)).isTrue();
    assertThat(join("two").take(MIB)).isTrue();
    assertThat(share.taken()).isEqualTo(4 * MIB);
    assertThat(granted).isEmpty();
  }

  @Test
  void nobody_holds_more_than_it_leaves_free_and_so_others_find_room_beside_whoever_hangs() {
    for (int hanging = 1; hanging <= 4; hanging++) {
      var hangs = join("hangs");
      while (hangs.take(64 * KIB)) {
        assertThat(hangs.held()).isLessThanOrEqualTo(4 * MIB - share.taken());
      }
      assertThat(join("next").take(64 * KIB)).as("beside %d that hang", hanging).isTrue();
    }
    assertThat(granted).isEmpty();
  }

  @Test
  void who_holds_its_share_asks_again_when_some_of_it_comes_back_and_stands_in_nobodys_way() {
    var one = join("one");
    assertThat(one.take(MIB)).isTrue();
    assertThat(one.take(MIB)).isTrue();
    assertThat(one.take(MIB)).isFalse();
    assertThat(join("two").take(MIB)).as("one does not wait before it").isTrue();
    one.giveBack(2 * MIB);
    assertThat(one.take(MIB)).isTrue();
  }

  @Test
  void who_wants_more_than_was_reserved_for_it_leaves_that_to_others() {
    var hangs = join("hangs");
    var one = join("one");
    var two = join("two");
    hangs.take(4 * MIB);
    assertThat(one.take(2 * MIB)).isFalse();
    assertThat(two.take(3 * MIB)).isFalse();
    hangs.giveBack(4 * MIB);
    assertThat(granted).containsExactly("one");
    assertThat(one.take(3 * MIB)).isFalse();
    assertThat(granted).as("nobody is left to give anything back").contains("two");
    assertThat(two.take(3 * MIB)).isTrue();
    two.giveBack(3 * MIB);
    assertThat(one.take(3 * MIB)).isTrue();
    one.giveBack(3 * MIB);
    assertThat(share.taken()).isZero();
  }

  @Test
  void who_waits_alone_and_wants_more_than_was_reserved_for_it_has_it_at_once() {
    var hangs = join("hangs");
    var one = join("one");
    hangs.take(4 * MIB);
    assertThat(one.take(2 * MIB)).isFalse();
    hangs.giveBack(4 * MIB);
    assertThat(one.take(3 * MIB)).isTrue();
    assertThat(share.taken()).isEqualTo(3 * MIB);
  }

  @Test
  void who_asked_in_vain_is_called_when_there_is_room_and_has_it_reserved() {
    var one = join("one");
    var two = join("two");
    one.take(4 * MIB);
    assertThat(two.take(MIB)).isFalse();
    one.giveBack(MIB);
    assertThat(granted).containsExactly("two");
    assertThat(join("three").take(MIB)).as("it is kept for the other").isFalse();
    assertThat(two.take(MIB)).isTrue();
    assertThat(share.taken()).isEqualTo(4 * MIB);
  }

  @Test
  void who_comes_later_does_not_overtake_one_that_waits_for_much() {
    var big = join("big");
    var small = join("small");
    var busy = join("busy");
    busy.take(3 * MIB);
    assertThat(big.take(2 * MIB)).isFalse();
    assertThat(small.take(KIB)).as("though it would fit").isFalse();
    busy.giveBack(MIB);
    int turns = 0;
    while (!granted.contains("big")) {
      assertThat(granted).containsOnly("small");
      granted.clear();
      assertThat(++turns).as("turns of the small one before the big one's").isLessThan(10);
      small.take(KIB);
      small.take(KIB);
      small.giveBack(KIB);
    }
  }

  @Test
  void large_deliveries_get_fewer_turns_than_small_ones_and_none_starves() {
    var asking =
        Map.of(
            "large", new Asking(join("large"), 2 * MIB),
            "small", new Asking(join("small"), 256 * KIB),
            "tiny", new Asking(join("tiny"), 64 * KIB));
    var turns = new HashMap<String, Long>();
    var busy = join("busy");
    busy.take(4 * MIB);
    asking.values().forEach(Asking::take);
    busy.giveBack(2 * MIB);
    for (int i = 0; i < 3_000; i++) {
      var name = granted.removeFirst();
      var one = Objects.requireNonNull(asking.get(name));
      assertThat(one.take()).isTrue();
      turns.merge(name, 1L, Long::sum);
      one.portion().giveBack(one.bytes());
      if (one.take()) {
        granted.add(name);
        one.portion().giveBack(one.bytes());
      }
    }
    assertThat(turns).containsOnlyKeys("large", "small", "tiny");
    assertThat(turns.get("large")).isGreaterThan(100).isLessThan(turns.get("small"));
    assertThat(turns.get("small")).isLessThanOrEqualTo(turns.get("tiny"));
  }

  @Test
  void a_delivery_larger_than_all_there_is_goes_out_alone() {
    var one = join("one");
    assertThat(one.take(100 * MIB)).isTrue();
    assertThat(join("two").take(1)).isFalse();
    one.giveBack(100 * MIB);
    assertThat(granted).containsExactly("two");
  }

  @Test
  void of_what_was_taken_for_the_worst_case_the_rest_is_given_back() {
    var one = join("one");
    one.take(2 * MIB);
    one.keep(MIB, 2 * MIB);
    assertThat(one.held()).isEqualTo(MIB);
    one.giveBack(MIB);
    one.take(100 * MIB);
    one.keep(50 * MIB, 100 * MIB);
    assertThat(one.held()).as("still all there is").isEqualTo(4 * MIB);
    assertThat(join("two").take(1)).isFalse();
  }

  @Test
  void who_leaves_gives_everything_back() {
    var one = join("one");
    var two = join("two");
    one.take(4 * MIB);
    two.take(MIB);
    one.leave();
    assertThat(granted).containsExactly("two");
    two.leave();
    assertThat(share.taken()).isZero();
  }

  @Test
  void who_wants_nothing_any_more_leaves_its_turn_to_others() {
    var busy = join("busy");
    var one = join("one");
    var two = join("two");
    busy.take(4 * MIB);
    one.take(4 * MIB);
    two.take(MIB);
    one.wantNothing();
    busy.giveBack(MIB);
    assertThat(granted).containsExactly("two");
  }

  @Test
  void more_is_never_given_back_than_was_taken() {
    var one = join("one");
    one.take(MIB);
    one.giveBack(3 * MIB);
    assertThat(share.taken()).isZero();
    assertThat(one.held()).isZero();
  }

  @Test
  void a_share_of_nothing_is_refused() {
    assertThatThrownBy(() -> new FairShare(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private record Asking(FairShare.Portion portion, long bytes) {
    boolean take() {
      return portion.take(bytes);
    }
  }

  private FairShare.Portion join(String name) {
    return share.join(() -> granted.add(name));
  }
}
