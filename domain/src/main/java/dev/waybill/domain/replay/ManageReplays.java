package dev.waybill.domain.replay;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.replay.Replays.Change;
import dev.waybill.domain.replay.Replays.Creation;
import dev.waybill.domain.replay.Replays.Finding;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Replays for the operator; whatever is begun or changed is recorded in the audit log. Safe for use
 * by many threads; every call may throw {@link dev.waybill.domain.StoreUnavailableException}.
 */
public interface ManageReplays {
  /** How many dead letters a second are moved where nobody says. */
  int DEFAULT_RATE = 1_000;

  /** The highest rate that can be asked for. */
  int HIGHEST_RATE = 100_000;

  /**
   * What is wanted.
   *
   * @param eventsPerSecond null for {@link #DEFAULT_RATE} dead letters, and for as many events of a
   *     time range as the platform takes
   */
  record Wanted(ConnectorId connector, Selection selection, @Nullable Integer eventsPerSecond) {
    public Wanted {
      if (eventsPerSecond != null && (eventsPerSecond < 1 || eventsPerSecond > HIGHEST_RATE)) {
        throw new IllegalArgumentException("replay: wanted 1 to " + HIGHEST_RATE + " events a second");
      }
    }

    /** The rate it runs at. */
    public @Nullable Integer rate() {
      return switch (selection) {
        case Selection.DeadLetters _ -> eventsPerSecond == null ? DEFAULT_RATE : eventsPerSecond;
        case Selection.TimeRange _ -> eventsPerSecond;
      };
    }
  }

  /** What it would do; nothing is begun. */
  Finding preview(Wanted wanted);

  Creation begin(Wanted wanted);

  Optional<Replay> find(ReplayId id);

  /**
   * The newest first, at most 100.
   *
   * @param connector null for those of all connectors
   */
  List<Replay> latest(@Nullable ConnectorId connector);

  Change pause(ReplayId id);

  Change resume(ReplayId id);

  Change cancel(ReplayId id);

  /**
   * One step of what is to be done for the replays that run; to be asked for again and again.
   *
   * @return whether there may be more to do at once
   */
  boolean advance();
}
