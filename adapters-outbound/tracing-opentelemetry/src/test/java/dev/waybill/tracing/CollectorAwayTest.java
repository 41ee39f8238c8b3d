package dev.waybill.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.telemetry.Tracing;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A collector that is away, silent or refuses costs spans and nothing else, and that is told. */
class CollectorAwayTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String TOKEN = "token-of-the-collector";
  private static final int MANY = 10_000;

  private final FakeCollector collector = FakeCollector.start();
  private final Logger logger = (Logger) LoggerFactory.getLogger(WatchedExporter.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(logged);
    collector.close();
  }

  private static Tracing to(URI endpoint) {
    var headers = Map.of("authorization", new Secret("Bearer " + TOKEN));
    return OpenTelemetryTraces.to(
        new TraceTarget(endpoint, headers, "waybill"), "node-a", () -> Instant.EPOCH);
  }

  @Test
  void nobody_waits_for_a_collector_that_is_not_there() {
    var endpoint = collector.endpoint();
    collector.close();
    assertThatNobodyWaits(to(endpoint));
  }

  @Test
  void nobody_waits_for_a_collector_that_does_not_answer() throws InterruptedException {
    collector.beSilent();
    var tracing = to(collector.endpoint());
    trace(tracing, 1);
    collector.awaitAsked(1);
    assertThatNobodyWaits(tracing);
  }

  @Test
  void nobody_waits_for_a_collector_that_refuses() {
    collector.answer(500);
    assertThatNobodyWaits(to(collector.endpoint()));
  }

  private static void assertThatNobodyWaits(Tracing tracing) {
    long began = System.nanoTime();
    trace(tracing, MANY);
    assertThat(since(began)).as("recording").isLessThan(Duration.ofSeconds(1));
    assertThat(tracing.spans().dropped()).as("room is limited").isPositive();
    long closing = System.nanoTime();
    tracing.close();
    assertThat(since(closing)).as("closing").isLessThan(Duration.ofSeconds(3));
    await("those on their way are counted", () -> tracing.spans().failed() > 0);
    assertThat(tracing.spans().sent()).isZero();
  }

  @Test
  void a_refusal_is_told_once_and_so_is_its_end() throws InterruptedException {
    try (var tracing = to(collector.endpoint())) {
      collector.answer(401);
      trace(tracing, 1);
      await("refused", () -> tracing.spans().failed() == 1);
      trace(tracing, 1);
      await("refused again", () -> tracing.spans().failed() == 2);
      collector.answer(200);
      trace(tracing, 1);
      await("taken", () -> tracing.spans().sent() == 1);
      trace(tracing, 1);
      await("taken again", () -> tracing.spans().sent() == 2);
    }
    assertThat(lines()).hasSize(2);
    assertThat(lines().getFirst()).startsWith("traces are not taken by the collector: HTTP 401;");
    assertThat(lines().getLast())
        .isEqualTo("traces are taken again by the collector; 2 spans were not");
    assertThat(lines()).noneMatch(line -> line.contains(TOKEN));
  }

  @Test
  void a_secret_of_the_collector_is_shown_nowhere() {
    var target =
        new TraceTarget(
            collector.endpoint(), Map.of("authorization", new Secret(TOKEN)), "waybill");
    assertThat(target.toString()).doesNotContain(TOKEN);
  }

  private List<String> lines() {
    return logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static void trace(Tracing tracing, int requests) {
    for (int i = 0; i < requests; i++) {
      tracing.begin(new SourceId(1), Optional.empty()).end(1);
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(condition.getAsBoolean()).as(what).isTrue();
  }
}
