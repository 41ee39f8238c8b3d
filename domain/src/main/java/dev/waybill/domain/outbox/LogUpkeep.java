package dev.waybill.domain.outbox;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.Retention.Late;
import dev.waybill.domain.outbox.Retention.State;
import dev.waybill.domain.outbox.Retention.Step;
import dev.waybill.domain.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets the log be kept in order, and says what an operator has to know: once, and not with every
 * look. One thread at a time.
 */
public final class LogUpkeep {
  /** Under that an alarm is raised: platforms and senders repeat themselves within two days. */
  public static final Duration SHORTEST_WINDOW = Duration.ofDays(2);

  private final Retention retention;
  private final RetentionPolicy policy;
  private final StorageRoom room;
  private final Telemetry telemetry;
  private Set<Warned> warned = new HashSet<>();
  // What was found out and not told yet, since a round failed.
  private final List<Notice> untold = new ArrayList<>();
  private List<Step> heldUp = List.of();
  private boolean windowShort;

  public LogUpkeep(
      Retention retention, RetentionPolicy policy, StorageRoom room, Telemetry telemetry) {
    this.retention = retention;
    this.policy = policy;
    this.room = room;
    this.telemetry = telemetry;
  }

  /** What was done and what was found out. */
  public sealed interface Notice {
    record Done(Step step) implements Notice {}

    /** Events that will expire unless they are delivered by then. */
    record ExpiresSoon(ConnectorId connector, LaneId lane, long events, Instant at)
        implements Notice {}

    /** Duplicates are noticed for less than {@link #SHORTEST_WINDOW}. */
    record ShortWindow(Duration window) implements Notice {}

    /** No more events are taken in. */
    record StorageFull(long bytes) implements Notice {}

    /** Events are taken in again. */
    record RoomAgain(long bytes) implements Notice {}
  }

  /**
   * Looks how things stand, and does a piece of what there is to do now. As long as something was
   * {@linkplain Notice.Done done} there may be more to do at once.
   */
  public List<Notice> round() {
    // A disk that fills up has to be noticed also while nothing can be emptied, and what can be
    // emptied is emptied though nobody can look.
    try {
      look(retention.state());
    } finally {
      maintain();
    }
    var told = List.copyOf(untold);
    untold.clear();
    return told;
  }

  private void maintain() {
    var steps = retention.maintain();
    for (var step : steps) {
      if (!(isHeldUp(step) && heldUp.contains(step))) {
        untold.add(new Notice.Done(step));
      }
      if (step instanceof Step.Expired(var connector, long events)) {
        telemetry.expired(connector, events);
      }
    }
    heldUp = steps.stream().filter(LogUpkeep::isHeldUp).toList();
  }

  private static boolean isHeldUp(Step step) {
    return step instanceof Step.Blocked || step instanceof Step.Full;
  }

  private void look(State state) {
    boolean full = policy.isFull(state.bytes());
    if (room.full(full)) {
      untold.add(
          full ? new Notice.StorageFull(state.bytes()) : new Notice.RoomAgain(state.bytes()));
    }
    boolean isShort = isWindowShort(state);
    if (isShort && !windowShort) {
      untold.add(new Notice.ShortWindow(state.deduplicationWindow()));
    }
    windowShort = isShort;
    warn(state.late());
    telemetry.retained(state, isShort, full);
  }

  private void warn(List<Late> late) {
    var now = new HashSet<Warned>();
    for (var one : late) {
      var warning = new Warned(one.lane(), one.part());
      now.add(warning);
      if (!warned.contains(warning)) {
        untold.add(
            new Notice.ExpiresSoon(one.connector(), one.lane(), one.events(), one.expiresAt()));
      }
    }
    warned = now;
  }

  /** A young store has forgotten nothing yet. */
  public static boolean isWindowShort(State state) {
    return state.keysForgotten() && state.deduplicationWindow().compareTo(SHORTEST_WINDOW) < 0;
  }

  private record Warned(LaneId lane, long part) {}
}
