package dev.waybill.inbound.monitor;

import dev.waybill.domain.alert.Alert;
import dev.waybill.domain.alert.AlertWatch;
import dev.waybill.domain.monitor.Monitor;
import dev.waybill.inbound.loop.Loop;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets alerts fire and be over every few seconds, says so in the log, and sends messages. */
public final class AlertLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlertLoop.class);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration LAST_ROUND = Duration.ofSeconds(5);

  private final Monitor monitor;
  private final AlertWatch watch;
  private final Loop loop = new Loop("alerts", this::round, LOOK);

  public AlertLoop(Monitor monitor, AlertWatch watch) {
    this.monitor = monitor;
    this.watch = watch;
  }

  /** Begins at once. */
  public void start() {
    loop.start();
  }

  /** One round; the answer is how long to rest. */
  private Duration round() {
    monitor.last().ifPresent(seen -> watch.round(seen).forEach(AlertLoop::tell));
    var tried = watch.send();
    tried.ifPresent(AlertLoop::tell);
    return tried.isPresent() ? Duration.ZERO : LOOK;
  }

  private static void tell(Alert alert) {
    var finding = alert.finding();
    if (alert.state() == Alert.State.RESOLVED) {
      LOG.info("alert {} is over: {}", finding.rule().wire(), finding.what());
    } else {
      LOG.error(
          "alert {} since {}: {} Events waiting: {}. {}",
          finding.rule().wire(),
          finding.since(),
          finding.what(),
          finding.waiting(),
          finding.remedy());
    }
  }

  private static void tell(AlertWatch.Tried tried) {
    if (tried.givenUp()) {
      LOG.error("message {} is given up: the receiver does not take it", tried.id());
    } else {
      LOG.info("message {}: {}", tried.id(), tried.sent());
    }
  }

  @Override
  public void close() {
    loop.stop();
    loop.awaitEnd(LAST_ROUND);
    watch.close();
  }
}
