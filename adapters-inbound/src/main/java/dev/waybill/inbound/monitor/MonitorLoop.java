package dev.waybill.inbound.monitor;

import dev.waybill.domain.monitor.Condition;
import dev.waybill.domain.monitor.Monitor;
import dev.waybill.domain.monitor.Monitor.News;
import dev.waybill.inbound.loop.Loop;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the monitor look every few seconds, and says once what became worse or better. Beside it has
 * the newest of the ledger counted again.
 */
public final class MonitorLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MonitorLoop.class);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
  private static final Duration LAST_ROUND = Duration.ofSeconds(5);

  private final Monitor monitor;
  private final Loop loop = new Loop("monitor", this::round, AFTER_FAILURE);

  // On a thread of its own: a count takes longer than a look, and must not keep it waiting.
  private final Loop counts;

  /**
   * @param recount counts the newest of the ledger again where that is due
   */
  public MonitorLoop(Monitor monitor, Runnable recount) {
    this.monitor = monitor;
    this.counts = new Loop("ledger recount", () -> count(recount), AFTER_FAILURE);
  }

  /** Begins with a look at once. */
  public void start() {
    loop.start();
    counts.start();
  }

  private static Duration count(Runnable recount) {
    recount.run();
    return LOOK;
  }

  /** One look; the answer is how long to rest. */
  private Duration round() {
    monitor.look().forEach(MonitorLoop::tell);
    return LOOK;
  }

  private static void tell(News news) {
    switch (news) {
      case News.Began(var condition) ->
          LOG.warn(
              "degraded: {}{}: {} {}",
              condition.kind().wire(),
              about(condition),
              condition.what(),
              condition.remedy());
      case News.Ended(var condition) ->
          LOG.info("well again: {}{}", condition.kind().wire(), about(condition));
    }
  }

  private static String about(Condition condition) {
    var connector = condition.connector();
    return connector == null ? "" : " of " + connector;
  }

  @Override
  public void close() {
    loop.stop();
    counts.stop();
    loop.awaitEnd(LAST_ROUND);
    counts.awaitEnd(LAST_ROUND);
  }
}
