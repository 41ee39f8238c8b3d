package dev.waybill.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.tiktok.simulator.Fault;
import dev.waybill.tiktok.simulator.Fault.Effect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A destination that names the time at which it wants calls again. */
@Tag("faults")
class RetryAfterTest {
  /** Longer than Waybill would wait by itself after a first refusal. */
  private static final Duration NAMED = Duration.ofSeconds(Rounds.areMany() ? 15 : 4);

  /** Calls that were on their way when the first one was refused are refused as well. */
  private static final Duration ON_THEIR_WAY = Duration.ofMillis(1_500);

  /** How long each answer takes, so that no call is the second of the same delivery. */
  private static final Duration ANSWER = Duration.ofMillis(300);

  private static final String THROTTLED =
      "{\"code\":40100,\"message\":\"Too many requests.\",\"request_id\":\"1\",\"data\":{}}";

  @TempDir private Path folder = Path.of("");

  @Test
  void nothing_is_sent_before_the_time_that_was_named_and_no_herd_comes_after_it()
      throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.simulator().delay(ANSWER);
      stage.shop().open();
      var throttled = new Effect.Raw(429, "application/json", THROTTLED);
      var unavailable = new Effect.Raw(503, "text/html", "<h1>503</h1>");
      for (var refusal : List.of(throttled, unavailable)) {
        stage.awaitDelivered(500);
        assertIsWaitedFor(stage, refusal.with("Retry-After", Long.toString(NAMED.toSeconds())));
        stage.awaitDelivered(500);
        // A date has whole seconds.
        var date = Instant.now().plus(NAMED).truncatedTo(ChronoUnit.SECONDS);
        assertIsWaitedFor(stage, refusal.with("Retry-After", httpDate(date)), date);
      }
      assertThat(stage.exceptionRows()).as("attempts used").isZero();
      stage.reconcile();
    }
  }

  private static String httpDate(Instant at) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atZone(ZoneOffset.UTC));
  }

  private static void assertIsWaitedFor(FaultStage stage, Effect refusal) throws Exception {
    var first = refuse(stage, refusal);
    assertQuietUntil(stage, first, first.plus(NAMED));
  }

  private static void assertIsWaitedFor(FaultStage stage, Effect refusal, Instant until)
      throws Exception {
    assertQuietUntil(stage, refuse(stage, refusal), until);
  }

  /** A moment before the first call was refused so. */
  private static Instant refuse(FaultStage stage, Effect refusal) throws Exception {
    long before = stage.simulator().statistics().faultedCalls();
    var since = Instant.now();
    stage.simulator().fail(Fault.once(refusal).forever());
    FaultStage.await("it refuses", () -> stage.simulator().statistics().faultedCalls() > before);
    return since;
  }

  private static void assertQuietUntil(FaultStage stage, Instant first, Instant until)
      throws Exception {
    FaultStage.await(
        "the calls on their way are back",
        () -> Instant.now().isAfter(lastCall(stage).plus(ON_THEIR_WAY)));
    var last = lastCall(stage);
    stage.simulator().clearFaults();
    FaultStage.await("a call comes", () -> !callsAfter(stage, last).isEmpty());
    var next = callsAfter(stage, last).getFirst();
    assertThat(next).as("the first call after the refusal of %s", first).isAfterOrEqualTo(until);
    FaultStage.await("its moment is over", () -> Instant.now().isAfter(next.plus(ANSWER)));
    assertThat(callsAfter(stage, last))
        .filteredOn(at -> at.isBefore(next.plus(ANSWER)))
        .as("calls at once, when the time is over")
        .hasSizeLessThanOrEqualTo(4);
  }

  private static Instant lastCall(FaultStage stage) {
    return stage.simulator().callTimes().getLast();
  }

  private static List<Instant> callsAfter(FaultStage stage, Instant moment) {
    return stage.simulator().callTimes().stream().filter(at -> at.isAfter(moment)).toList();
  }
}
