package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.replay.ReplayId;
import dev.waybill.domain.replay.Replays.Creation;
import dev.waybill.domain.replay.Selection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Begins replays of one connector. */
final class ReplayCreation {
  private static final String LANES =
      "SELECT id FROM lane WHERE connector_id = :connector AND replay_id IS NULL ORDER BY id";

  private static final String NOW = "SELECT clock_timestamp()";

  private static final String INSERT_DEAD_LETTERS =
      """
      INSERT INTO replay (connector_id, kind, codes, from_time, to_time, per_second, selected, cutoff)
      VALUES (:connector, 'dead_letters', :codes, :from, :to, :rate, :selected, :cutoff)
      ON CONFLICT DO NOTHING
      RETURNING id""";

  private static final String INSERT_RANGE =
      """
      INSERT INTO replay (connector_id, kind, from_time, to_time, source_id, per_second, selected,
                          cutoff)
      VALUES (:connector, 'time_range', :from, :to, :source, :rate, :selected, clock_timestamp())
      ON CONFLICT DO NOTHING
      RETURNING id""";

  private static final String INSERT_LANE =
      """
      INSERT INTO lane (connector_id, source_id, start_seq, end_seq, replay_id)
      VALUES (:connector, :source, :low, :high, :replay)""";

  private static final String OTHER =
      """
      SELECT id FROM replay
       WHERE connector_id = :connector AND kind = :kind AND status IN ('running', 'paused')""";

  private final Database database;
  private final ConnectorId connector;
  private final @Nullable Integer rate;

  ReplayCreation(Database database, ConnectorId connector, @Nullable Integer rate) {
    this.database = database;
    this.connector = connector;
    this.rate = rate;
  }

  Creation of(Selection.DeadLetters which) {
    var cutoff = database.inTransaction(this::cutoff);
    return database.inTransaction(handle -> create(handle, which, cutoff));
  }

  /**
   * A moment that lies between any two settlements: with every lane locked none is under way, so
   * what died before can be seen, and what comes later dies later. The count itself needs no lock.
   */
  private Instant cutoff(Handle handle) {
    handle
        .createQuery(LANES)
        .bind("connector", connector.number())
        .mapTo(Integer.class)
        .list()
        .forEach(lane -> SettlementWriter.lock(handle, new LaneId(lane)));
    return handle.createQuery(NOW).mapTo(OffsetDateTime.class).one().toInstant();
  }

  private Creation create(Handle handle, Selection.DeadLetters which, Instant cutoff) {
    if (!PostgresReplays.exists(handle, connector)) {
      return new Creation.NoConnector();
    }
    long selected = DeadLetters.count(handle, connector, which, cutoff);
    var id =
        DeadLetters.bind(handle.createQuery(INSERT_DEAD_LETTERS), which, cutoff)
            .bind("connector", connector.number())
            .bind("rate", rate)
            .bind("selected", selected)
            .mapTo(Integer.class)
            .findOne();
    return id.map(it -> created(handle, it))
        .or(() -> running(handle, "dead_letters"))
        // The other one ended just now.
        .orElseGet(() -> create(handle, which, cutoff));
  }

  Creation of(Selection.TimeRange which) {
    return database.inTransaction(handle -> create(handle, which));
  }

  private Creation create(Handle handle, Selection.TimeRange which) {
    if (!PostgresReplays.exists(handle, connector)) {
      return new Creation.NoConnector();
    }
    var outside = LogRange.outside(handle, connector, which);
    if (outside.isPresent()) {
      return new Creation.OutsideLog(outside.get());
    }
    var ranges = LogRange.of(handle, connector, which);
    return insert(handle, which, ranges)
        .map(id -> begun(handle, id, ranges))
        .or(() -> running(handle, "time_range"))
        .orElseGet(() -> create(handle, which));
  }

  private Optional<Integer> insert(
      Handle handle, Selection.TimeRange which, List<LogRange> ranges) {
    var source = which.source();
    return handle
        .createQuery(INSERT_RANGE)
        .bind("connector", connector.number())
        .bind("from", Sql.timestamp(which.from()))
        .bind("to", Sql.timestamp(which.to()))
        .bind("source", source == null ? null : source.number())
        .bind("rate", rate)
        .bind("selected", ranges.stream().mapToLong(LogRange::events).sum())
        .mapTo(Integer.class)
        .findOne();
  }

  private Creation begun(Handle handle, int id, List<LogRange> ranges) {
    for (var range : ranges) {
      if (range.events() > 0) {
        handle
            .createUpdate(INSERT_LANE)
            .bind("connector", connector.number())
            .bind("source", range.source())
            .bind("low", range.low())
            .bind("high", range.high())
            .bind("replay", id)
            .execute();
      }
    }
    return created(handle, id);
  }

  private static Creation created(Handle handle, int id) {
    return new Creation.Created(PostgresReplays.find(handle, new ReplayId(id)).orElseThrow());
  }

  private Optional<Creation> running(Handle handle, String kind) {
    return handle
        .createQuery(OTHER)
        .bind("connector", connector.number())
        .bind("kind", kind)
        .mapTo(Integer.class)
        .findOne()
        .map(other -> new Creation.Running(new ReplayId(other)));
  }
}
