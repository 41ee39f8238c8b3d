package dev.waybill.inbound.relay;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.outbox.LogUpkeep;
import dev.waybill.domain.outbox.LogUpkeep.Notice;
import dev.waybill.domain.outbox.Retention.Step;
import dev.waybill.inbound.log.QuietTrace;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the log be kept in order every few seconds, and tells the operator what came of it. */
public final class RetentionLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionLoop.class);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
  private static final Duration LAST_ROUND = Duration.ofSeconds(5);

  private final LogUpkeep upkeep;
  private final Wakeup wakeup = new Wakeup();
  private volatile boolean stopping;
  private volatile @Nullable Thread thread;

  public RetentionLoop(LogUpkeep upkeep) {
    this.upkeep = upkeep;
  }

  /** Begins with a round at once. */
  public void start() {
    thread = Thread.ofVirtual().name("retention").start(this::run);
  }

  private void run() {
    try {
      while (!stopping) {
        wakeup.rest(round());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One round; the answer is how long to rest. */
  private Duration round() {
    try {
      var notices = upkeep.round();
      notices.forEach(RetentionLoop::tell);
      return hasMore(notices) ? Duration.ZERO : LOOK;
    } catch (StoreUnavailableException e) {
      LOG.debug("the log cannot be looked after now: {}", e.getMessage());
      return LOOK;
    } catch (Throwable e) {
      complain(e);
      return AFTER_FAILURE;
    }
  }

  private static boolean hasMore(List<Notice> notices) {
    return notices.stream().anyMatch(notice -> notice instanceof Notice.Done)
        && notices.stream().noneMatch(RetentionLoop::isHeldUp);
  }

  private static boolean isHeldUp(Notice notice) {
    return notice instanceof Notice.Done(var step)
        && (step instanceof Step.Blocked || step instanceof Step.Full);
  }

  private static void complain(Throwable thrown) {
    try {
      LOG.error("the log cannot be looked after: {}", QuietTrace.of(thrown));
    } catch (VirtualMachineError _) {
      // No memory to say so with; nobody would start this thread again.
    }
  }

  private static void tell(Notice notice) {
    switch (notice) {
      case Notice.Done(var step) -> tell(step);
      case Notice.ExpiresSoon(var connector, var lane, long events, var at) ->
          LOG.warn(
              "{}: {} events of {} expire at {} unless they are delivered, since they leave the log",
              connector,
              events,
              lane,
              at);
      case Notice.ShortWindow(var window) ->
          LOG.warn(
              "duplicates are noticed for {} only: there are more keys than WAYBILL_KEY_BUDGET",
              window);
      case Notice.StorageFull(long bytes) ->
          LOG.error(
              "the database has {} bytes and reached WAYBILL_DISK_BUDGET: no events are taken in",
              bytes);
      case Notice.RoomAgain(long bytes) ->
          LOG.warn("the database has {} bytes: events are taken in again", bytes);
    }
  }

  private static void tell(Step step) {
    switch (step) {
      case Step.Expired(var connector, long events) ->
          LOG.warn("{}: {} events expired undelivered and leave the log", connector, events);
      case Step.Full(var ring) ->
          LOG.warn("{}: the next slot of the ring is not empty yet; the current one grows", ring);
      case Step.Blocked(var ring) ->
          LOG.warn("{}: somebody reads the slot that is to be emptied; tried again later", ring);
      case Step.Begun _, Step.Emptied _, Step.Rescued _, Step.Trimmed _, Step.Forgotten _ ->
          LOG.info("upkeep of the log: {}", step);
    }
  }

  /** Lets the round end that is under way; what it did not get to is done after the next start. */
  @Override
  public void close() {
    stopping = true;
    wakeup.wake();
    var running = thread;
    if (running == null) {
      return;
    }
    try {
      if (!running.join(LAST_ROUND)) {
        running.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
