package dev.waybill.domain.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** See docs/testing.md for how to replay a seed. */
class SimulationTest {
  private static final int HISTORIES = Integer.getInteger("waybill.simulation.histories", 3_000);
  private static final int FEW = 300;

  @Test
  void every_history_keeps_every_promise() {
    var wanted = Long.getLong("waybill.simulation.seed");
    if (wanted != null) {
      replay(wanted);
      return;
    }
    for (long seed = 0; seed < HISTORIES; seed++) {
      var verdict = History.of(seed, Mutant.NONE, false);
      assertThat(verdict.violation()).as(howToReplay(seed)).isEmpty();
    }
  }

  private static void replay(long seed) {
    var verdict = History.of(seed, Mutant.NONE, true);
    assertThat(verdict.violation()).describedAs(verdict.trace()).isEmpty();
  }

  private static String howToReplay(long seed) {
    return "seed "
        + seed
        + ": mvn -pl domain test -Dtest=SimulationTest -Dwaybill.simulation.seed="
        + seed;
  }

  @Test
  void a_seed_tells_the_same_history_every_time() {
    assertThat(History.of(11, Mutant.NONE, true)).isEqualTo(History.of(11, Mutant.NONE, true));
  }

  @Test
  void the_histories_are_troubled_enough_for_duplicates() {
    assertThat(LongStream.range(0, FEW).map(it -> History.of(it, Mutant.NONE, false).duplicates()))
        .anyMatch(count -> count > 0);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void every_mutant_is_caught_by_what_it_breaks(Mutant mutant) {
    assertThat(LongStream.range(0, FEW).anyMatch(it -> breaks(it, mutant)))
        .as("a seed breaks %s", mutant.caughtBy())
        .isTrue();
  }

  /** By the first invariant that does not hold, since others may break in its wake. */
  private static boolean breaks(long seed, Mutant mutant) {
    return History.of(seed, mutant, false).violation().startsWith(mutant.caughtBy() + ":");
  }
}
