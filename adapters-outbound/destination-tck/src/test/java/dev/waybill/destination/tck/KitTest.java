package dev.waybill.destination.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class KitTest {
  @Test
  void a_sound_destination_passes_every_rule() {
    var verdicts = run(Flaw.NONE);
    assertThat(verdicts.failed()).isEmpty();
    assertThat(verdicts.passed()).hasSizeGreaterThan(40);
  }

  @Test
  void every_rule_has_a_liar_of_its_own() {
    var caught = EnumSet.allOf(Flaw.class).stream().flatMap(flaw -> flaw.caughtBy().stream());
    assertThat(caught.collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(run(Flaw.NONE).passed());
  }

  @TestFactory
  Stream<DynamicTest> a_broken_destination_is_caught_by_the_rule_it_breaks() {
    return EnumSet.complementOf(EnumSet.of(Flaw.NONE)).stream()
        .map(flaw -> dynamicTest(flaw.name(), () -> assertCaught(flaw)));
  }

  private static void assertCaught(Flaw flaw) {
    assertThat(run(flaw).failed()).containsExactlyInAnyOrderElementsOf(flaw.caughtBy());
  }

  /** What the toys print and log on the way is theirs. */
  private static Verdicts run(Flaw flaw) {
    var overheard = new Overheard();
    try {
      return verdicts(flaw);
    } finally {
      overheard.close();
    }
  }

  private static Verdicts verdicts(Flaw flaw) {
    var verdicts = new Verdicts();
    var request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(ToyContract.class)).build();
    ScopedValue.where(ToyContract.FLAW, flaw)
        .run(() -> LauncherFactory.create().execute(request, verdicts));
    return verdicts;
  }

  private static final class Verdicts implements TestExecutionListener {
    private final List<String> passed = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.getSource().orElse(null) instanceof MethodSource method) {
        (result.getStatus() == Status.SUCCESSFUL ? passed : failed).add(method.getMethodName());
      }
    }

    List<String> passed() {
      return passed;
    }

    List<String> failed() {
      return failed;
    }
  }
}
