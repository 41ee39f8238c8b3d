package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.replay.Progress;
import dev.waybill.domain.replay.Replay;
import dev.waybill.domain.replay.ReplayId;
import dev.waybill.domain.replay.ReplayStatus;
import dev.waybill.domain.replay.Selection;
import dev.waybill.domain.source.SourceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** How replays are read. */
final class ReplayRows {
  /** Of the table {@code replay} as {@code r}. */
  static final String COLUMNS =
      """
      r.id, r.connector_id, r.kind, r.status, r.codes, r.from_time, r.to_time, r.source_id,
      r.per_second, r.selected, r.moved, r.without_payload, r.created_at, r.ended_at,
      clock_timestamp() AS as_of,
      (extract(epoch FROM r.ran_for + COALESCE(clock_timestamp() - r.running_since, '0')) * 1000)::bigint
        AS ran_ms""";

  private ReplayRows() {}

  static Replay read(ResultSet row, Handle handle) throws SQLException {
    var id = new ReplayId(row.getInt("id"));
    var selection = selection(row);
    return new Replay(
        id,
        new ConnectorId(row.getInt("connector_id")),
        selection,
        integer(row, "per_second"),
        ReplayStatus.ofWire(row.getString("status")).orElseThrow(),
        progress(row, handle, id, selection),
        Sql.time(row, "created_at"),
        Duration.ofMillis(row.getLong("ran_ms")),
        Sql.instant(row, "ended_at"),
        Sql.time(row, "as_of"));
  }

  static Selection selection(ResultSet row) throws SQLException {
    var from = Sql.instant(row, "from_time");
    var to = Sql.instant(row, "to_time");
    if (row.getString("kind").equals("dead_letters")) {
      var codes = (String[]) row.getArray("codes").getArray();
      return new Selection.DeadLetters(Set.of(codes), from, to);
    }
    var source = integer(row, "source_id");
    return new Selection.TimeRange(
        Objects.requireNonNull(from),
        Objects.requireNonNull(to),
        source == null ? null : new SourceId(source));
  }

  private static Progress progress(
      ResultSet row, Handle handle, ReplayId id, Selection selection) throws SQLException {
    long selected = row.getLong("selected");
    return switch (selection) {
      case Selection.DeadLetters _ ->
          new Progress.Moves(selected, row.getLong("moved"), row.getLong("without_payload"));
      case Selection.TimeRange _ -> RangeReplay.progress(handle, id, selected);
    };
  }

  private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }
}
