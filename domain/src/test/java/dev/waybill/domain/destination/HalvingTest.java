package dev.waybill.domain.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.waybill.domain.destination.Halving.Answer;
import dev.waybill.domain.destination.Halving.Reach;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HalvingTest {
  private static final Outcome REJECTED = new Outcome.Rejected("bad", "bad");
  private static final Outcome BUSY =
      new Outcome.Deferred(Outcome.Cause.THROTTLE, "busy", "busy", null);

  private final List<Integer> taken = new ArrayList<>();
  private int calls;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void exactly_the_bad_ones_are_refused_and_the_others_taken_once(long seed) {
    var random = new Random(seed);
    int size = 1 + random.nextInt(300);
    var bad = new HashSet<Integer>();
    for (int i = 0; i < 12; i++) {
      bad.add(random.nextInt(size));
    }
    var outcomes = run(size, positions -> takeWhole(positions, bad));
    for (int i = 0; i < size; i++) {
      assertThat(outcomes.get(i)).isEqualTo(bad.contains(i) ? REJECTED : Outcome.ACCEPTED);
    }
    assertThat(taken).hasSize(size - bad.size()).doesNotHaveDuplicates();
  }

  private List<Outcome> run(int size, Halving.Sender sender) {
    var halving = new Halving(size);
    halving.send(List.of(positions(size)), sender);
    return halving.outcomes();
  }

  private static List<Integer> positions(int size) {
    return IntStream.range(0, size).boxed().toList();
  }

  private Answer takeWhole(List<Integer> positions, Set<Integer> bad) {
    calls++;
    if (positions.stream().anyMatch(bad::contains)) {
      return new Answer.Refused(REJECTED, null);
    }
    taken.addAll(positions);
    return Answer.settled(positions, Outcome.ACCEPTED);
  }

  @Test
  void a_platform_that_points_at_good_events_is_no_longer_listened_to() {
    var outcomes =
        run(
            512,
            positions ->
                takeWhole(positions, Set.of(500)) instanceof Answer.Refused
                    ? new Answer.Refused(REJECTED, 0)
                    : Answer.settled(positions, Outcome.ACCEPTED));
    assertThat(outcomes).filteredOn(REJECTED::equals).hasSize(1);
    assertThat(calls).isLessThan(30);
  }

  @Test
  void refused_alike_with_none_taken_blocks_and_kills_nothing() {
    var outcomes = run(400, positions -> takeWhole(positions, Set.copyOf(positions)));
    assertThat(outcomes).hasSize(400).hasOnlyElementsOfType(Outcome.Blocked.class);
    assertThat(calls).isLessThan(60);
  }

  @Test
  void a_few_bad_events_alone_are_refused_and_do_not_block() {
    var outcomes = run(Halving.ALIKE - 1, positions -> takeWhole(positions, Set.copyOf(positions)));
    assertThat(outcomes).containsOnly(REJECTED);
  }

  @Test
  void a_stop_of_the_delivery_spares_the_groups_behind_it() {
    var halving = new Halving(4);
    halving.send(List.of(List.of(0), List.of(1)), _ -> new Answer.Stopped(BUSY, Reach.DELIVERY));
    halving.send(List.of(List.of(2, 3)), positions -> takeWhole(positions, Set.of()));
    assertThat(halving.outcomes()).containsOnly(BUSY);
    assertThat(calls).isZero();
  }

  @Test
  void a_stop_of_a_group_leaves_the_next_alone() {
    var halving = new Halving(4);
    halving.send(List.of(List.of(0), List.of(1)), _ -> new Answer.Stopped(BUSY, Reach.GROUP));
    halving.send(List.of(List.of(2, 3)), positions -> takeWhole(positions, Set.of()));
    assertThat(halving.outcomes()).containsExactly(BUSY, BUSY, Outcome.ACCEPTED, Outcome.ACCEPTED);
  }

  @Test
  void a_call_without_an_answer_taints_only_the_events_it_carried() {
    var halving = new Halving(4);
    var unanswered = new Outcome.Deferred(Outcome.Cause.UNANSWERED, "timeout", "late", null);
    var unsent = new Outcome.Deferred(Outcome.Cause.TRANSIENT, "timeout", "late", null);
    halving.send(
        List.of(List.of(0, 1), List.of(2)),
        positions ->
            positions.size() > 1
                ? new Answer.Refused(REJECTED, null)
                : new Answer.Stopped(unanswered, Reach.DELIVERY));
    halving.send(List.of(List.of(3)), positions -> takeWhole(positions, Set.of()));
    assertThat(halving.outcomes()).containsExactly(unanswered, unsent, unsent, unsent);
  }

  @Test
  void an_event_in_no_group_is_a_bug() {
    assertThatIllegalStateException().isThrownBy(() -> new Halving(1).outcomes());
  }
}
