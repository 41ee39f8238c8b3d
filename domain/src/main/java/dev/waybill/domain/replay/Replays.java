package dev.waybill.domain.replay;

import dev.waybill.domain.connector.ConnectorId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The replays, durable. Safe for use by many threads and several nodes; every call may throw {@link
 * dev.waybill.domain.StoreUnavailableException}.
 */
public interface Replays {
  /**
   * Begins a replay of what is selected now; what comes to match later is not part of it.
   *
   * @param eventsPerSecond null only for a time range: as many as the platform takes
   */
  Creation create(ConnectorId connector, Selection selection, @Nullable Integer eventsPerSecond);

  /**
   * What such a replay would find now; nothing is changed.
   *
   * @param cutoffs null when the connector's windows are not known
   */
  Finding survey(ConnectorId connector, Selection selection, @Nullable Cutoffs cutoffs);

  Optional<Replay> find(ReplayId id);

  /**
   * The newest replays first.
   *
   * @param connector null for those of all connectors
   */
  List<Replay> latest(@Nullable ConnectorId connector, int limit);

  /**
   * Pauses, resumes or cancels. Once this returns, no further event is moved or read for a replay
   * that does not run; what is on its way by then is settled all the same.
   *
   * @param to any status but {@link ReplayStatus#FINISHED}
   */
  Change change(ReplayId id, ReplayStatus to);

  /**
   * Moves the next dead letters of one running replay whose turn it is and whose connector delivers,
   * and finishes replays of which nothing remains. Of several nodes that ask at once each gets
   * another replay.
   *
   * @return whether there may be more to do at once
   */
  boolean advance();

  /** How a beginning went. */
  sealed interface Creation {
    record Created(Replay replay) implements Creation {}

    /** One of that kind goes on for that connector already. */
    record Running(ReplayId other) implements Creation {}

    record OutsideLog(Bounds retained) implements Creation {}

    record NoConnector() implements Creation {}
  }

  /** How a survey went. */
  sealed interface Finding {
    record Found(Survey survey) implements Finding {}

    record OutsideLog(Bounds retained) implements Finding {}

    record NoConnector() implements Finding {}
  }

  /** When the oldest and the newest event of the connector's log were received; null when it is empty. */
  record Bounds(@Nullable Instant oldest, @Nullable Instant newest) {}

  /** How a change went. */
  sealed interface Change {
    /**
     * @param replay as it stands now
     * @param news false when it stood so already
     */
    record Changed(Replay replay, boolean news) implements Change {}

    /** It was finished or cancelled before. */
    record Over(Replay replay) implements Change {}

    record NotFound() implements Change {}
  }
}
