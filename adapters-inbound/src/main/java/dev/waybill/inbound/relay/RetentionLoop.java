package dev.waybill.inbound.relay;

import dev.waybill.domain.outbox.LogUpkeep;
import dev.waybill.domain.outbox.LogUpkeep.Notice;
import dev.waybill.domain.outbox.Retention.Step;
import dev.waybill.inbound.loop.Loop;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the log be kept in order every few seconds, and tells the operator what came of it. */
public final class RetentionLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionLoop.class);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration LAST_ROUND = Duration.ofSeconds(5);

  private final LogUpkeep upkeep;
  private final Loop loop = new Loop("retention", this::round, AFTER_FAILURE);

  public RetentionLoop(LogUpkeep upkeep) {
    this.upkeep = upkeep;
  }

  /** Begins with a round at once. */
  public void start() {
    loop.start();
  }

  private Duration round() {
    var notices = upkeep.round();
    notices.forEach(RetentionLoop::tell);
    return hasMore(notices) ? Duration.ZERO : LOOK;
  }

  private static boolean hasMore(List<Notice> notices) {
    return notices.stream().anyMatch(notice -> notice instanceof Notice.Done)
        && notices.stream().noneMatch(RetentionLoop::isHeldUp);
  }

  private static boolean isHeldUp(Notice notice) {
    return notice instanceof Notice.Done(var step)
        && (step instanceof Step.Blocked || step instanceof Step.Full);
  }

  private static void tell(Notice notice) {
    switch (notice) {
      case Notice.Done(var step) -> tell(step);
      case Notice.ExpiresSoon(var connector, var lane, long events, var at) ->
          LOG.warn(
              "{}: events of {} leave the log and expire at {} unless they are delivered: {}",
              connector,
              lane,
              at,
              events);
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
      case Step.Missed(var connector, long events) ->
          LOG.warn(
              "{}: {} events leave the log before their replay came to them", connector, events);
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
    loop.stop();
    loop.awaitEnd(LAST_ROUND);
  }
}
