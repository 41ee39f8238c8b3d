package dev.waybill.inbound.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.SteppingClock;
import dev.waybill.domain.alert.AlertChannel.Sent;
import dev.waybill.domain.alert.AlertLimits;
import dev.waybill.domain.alert.AlertWatch;
import dev.waybill.domain.alert.InMemoryAlertBook;
import dev.waybill.domain.connector.InMemoryConnectors;
import dev.waybill.domain.json.PlainJsonCodec;
import dev.waybill.domain.monitor.Monitor;
import dev.waybill.domain.monitor.Sight;
import dev.waybill.domain.monitor.StoreClock;
import dev.waybill.domain.node.Lease;
import dev.waybill.domain.outbox.InMemoryOutbox;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.telemetry.Telemetry;
import dev.waybill.inbound.log.HeardLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who has no receiver for alerts reads them in the log. */
class AlertLoopTest {
  private static final NodeId NODE = new NodeId(new UUID(0, 1));
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final SteppingClock clock = new SteppingClock(Instant.parse("2026-05-01T12:00:00Z"));
  private final Sight sight = new Sight(clock);
  private final InMemoryAlertBook book = new InMemoryAlertBook(clock);
  private final HeardLog log = HeardLog.listen();
  private final Monitor monitor =
      new Monitor(
          NODE,
          new Lease(() -> 0),
          new Monitor.Sights(
              sight,
              sight,
              new InMemoryConnectors(clock, new InMemoryOutbox(clock)),
              sight,
              new StoreClock(clock, () -> 0)),
          clock,
          Telemetry.NONE);

  @AfterEach
  void stop() {
    log.close();
  }

  @Test
  void an_alert_that_fires_and_one_that_is_over_are_one_line_each() {
    sight.unexplained = 2;
    goRound(Sent.TAKEN, "alert ledger_remainder since");
    assertThat(log.text())
        .containsPattern("alert ledger_remainder since 2026-05-01T12:00:00Z: .*con_3")
        .contains("Events waiting: 0.")
        .contains("alert_ledger_remainder_con_3_1777636800000_firing: TAKEN");
    sight.unexplained = 0;
    clock.advance(Duration.ofSeconds(5));
    goRound(Sent.TAKEN, "alert ledger_remainder is over");
    assertThat(log.text().lines().filter(line -> line.startsWith("alert "))).hasSize(2);
  }

  @Test
  void a_receiver_that_wants_no_more_is_told_as_given_up() {
    sight.unexplained = 2;
    goRound(Sent.NEVER, "is given up");
    assertThat(log.text()).contains("_firing is given up: the receiver does not take it");
  }

  /** One look, and as many rounds as it takes until the log says that. */
  private void goRound(Sent answer, String line) {
    monitor.look();
    var limits = new AlertLimits(LIMIT, 0.5, LIMIT, Duration.ZERO, Duration.ZERO);
    var tools = new AlertWatch.Tools(new PlainJsonCodec(), clock, Telemetry.NONE);
    var watch = new AlertWatch(NODE, book, Optional.of(_ -> answer), limits, tools);
    try (var loop = new AlertLoop(monitor, watch)) {
      loop.start();
      long end = System.nanoTime() + LIMIT.toNanos();
      while (!log.text().contains(line) && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    }
    assertThat(log.text()).contains(line);
  }
}
