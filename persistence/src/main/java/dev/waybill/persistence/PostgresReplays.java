package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.replay.Cutoffs;
import dev.waybill.domain.replay.Replay;
import dev.waybill.domain.replay.ReplayId;
import dev.waybill.domain.replay.ReplayStatus;
import dev.waybill.domain.replay.Replays;
import dev.waybill.domain.replay.Selection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Replays in PostgreSQL. */
public final class PostgresReplays implements Replays {
  private static final String EXISTS =
      "SELECT EXISTS (SELECT 1 FROM connector WHERE id = :connector AND deleted_at IS NULL)";

  private static final String ONE =
      "SELECT %s FROM replay r WHERE r.id = :replay".formatted(ReplayRows.COLUMNS);

  private static final String LATEST =
      """
      SELECT %s FROM replay r
       WHERE :connector::int IS NULL OR r.connector_id = :connector
       ORDER BY r.id DESC LIMIT :limit"""
          .formatted(ReplayRows.COLUMNS);

  private static final String LOCK = "SELECT status FROM replay WHERE id = :replay FOR UPDATE";

  private static final String CHANGE =
      """
      UPDATE replay
         SET status = :status,
             ran_for = ran_for + COALESCE(clock_timestamp() - running_since, '0'),
             running_since = CASE WHEN :status = 'running' THEN clock_timestamp() END,
             next_at = clock_timestamp(),
             ended_at = CASE WHEN :status = 'cancelled' THEN clock_timestamp() END
       WHERE id = :replay""";

  private final Database database;
  private final JsonCodec json;

  public PostgresReplays(Database database, JsonCodec json) {
    this.database = database;
    this.json = json;
  }

  @Override
  public Creation create(
      ConnectorId connector, Selection selection, @Nullable Integer eventsPerSecond) {
    return switch (selection) {
      case Selection.DeadLetters which ->
          new ReplayCreation(database, connector, eventsPerSecond).of(which);
      case Selection.TimeRange which ->
          new ReplayCreation(database, connector, eventsPerSecond).of(which);
    };
  }

  @Override
  public Finding survey(ConnectorId connector, Selection selection, @Nullable Cutoffs cutoffs) {
    return database.inSnapshot(
        handle ->
            exists(handle, connector)
                ? survey(handle, connector, selection, cutoffs)
                : new Finding.NoConnector());
  }

  private Finding survey(
      Handle handle, ConnectorId connector, Selection selection, @Nullable Cutoffs cutoffs) {
    return switch (selection) {
      case Selection.DeadLetters which ->
          new Finding.Found(DeadLetters.survey(handle, connector, which, cutoffs));
      case Selection.TimeRange which -> survey(handle, connector, which, cutoffs);
    };
  }

  private Finding survey(
      Handle handle, ConnectorId connector, Selection.TimeRange which, @Nullable Cutoffs cutoffs) {
    return LogRange.outside(handle, connector, which)
        .<Finding>map(Finding.OutsideLog::new)
        .orElseGet(
            () -> {
              var ranges = LogRange.of(handle, connector, which);
              return new Finding.Found(RangeSurvey.of(handle, json, ranges, cutoffs));
            });
  }

  static boolean exists(Handle handle, ConnectorId connector) {
    return handle
        .createQuery(EXISTS)
        .bind("connector", connector.number())
        .mapTo(Boolean.class)
        .one();
  }

  @Override
  public Optional<Replay> find(ReplayId id) {
    return database.inSnapshot(handle -> find(handle, id));
  }

  static Optional<Replay> find(Handle handle, ReplayId id) {
    return handle
        .createQuery(ONE)
        .bind("replay", id.number())
        .map((row, _) -> ReplayRows.read(row, handle))
        .findOne();
  }

  @Override
  public List<Replay> latest(@Nullable ConnectorId connector, int limit) {
    return database.inSnapshot(
        handle ->
            handle
                .createQuery(LATEST)
                .bind("connector", connector == null ? null : connector.number())
                .bind("limit", limit)
                .map((row, _) -> ReplayRows.read(row, handle))
                .list());
  }

  @Override
  public Change change(ReplayId id, ReplayStatus to) {
    if (to == ReplayStatus.FINISHED) {
      throw new IllegalArgumentException("a replay finishes by itself");
    }
    return database.inTransaction(
        handle ->
            handle
                .createQuery(LOCK)
                .bind("replay", id.number())
                .mapTo(String.class)
                .findOne()
                .flatMap(ReplayStatus::ofWire)
                .map(status -> change(handle, id, status, to))
                .orElseGet(Change.NotFound::new));
  }

  private static Change change(Handle handle, ReplayId id, ReplayStatus from, ReplayStatus to) {
    if (from.isOver() && from != to) {
      return new Change.Over(find(handle, id).orElseThrow());
    }
    if (from != to) {
      handle.createUpdate(CHANGE).bind("replay", id.number()).bind("status", to.wire()).execute();
    }
    return new Change.Changed(find(handle, id).orElseThrow(), from != to);
  }

  @Override
  public boolean advance() {
    boolean moved = DeadLetterMove.next(database);
    if (!moved) {
      database.with(
          handle -> {
            ReplayEnd.finishRanges(handle);
            return handle;
          });
    }
    return moved;
  }
}
