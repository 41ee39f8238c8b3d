package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.replay.Cutoffs;
import dev.waybill.domain.replay.Selection;
import dev.waybill.domain.replay.Survey;
import dev.waybill.domain.replay.Survey.WindowCounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Which dead letters a replay is about. */
final class DeadLetters {
  /** Of the rows {@code t} of a lane. */
  static final String SELECTED =
      """
      t.verdict = 'dead' AND t.settled_at <= :cutoff
        AND (cardinality(:codes) = 0 OR t.code = ANY(:codes))
        AND (:from::timestamptz IS NULL OR t.settled_at >= :from)
        AND (:to::timestamptz IS NULL OR t.settled_at < :to)""";

  /** Whether there is something to send, of the rows {@code t} of a lane. */
  static final String HAS_PAYLOAD = "t.payload IS NOT NULL";

  private static final String COUNT =
      """
      SELECT count(*)
        FROM lane
        JOIN terminal_event t ON t.lane_id = lane.id
       WHERE lane.connector_id = :connector AND lane.replay_id IS NULL AND\s"""
          + SELECTED;

  private static final String SURVEY =
      """
      SELECT count(*) AS selected,
             count(*) FILTER (WHERE NOT has_payload) AS without_payload,
             count(*) FILTER (WHERE has_payload AND event_time >= since) AS within,
             count(*) FILTER (WHERE has_payload AND event_time < since) AS past,
             count(*) FILTER (WHERE has_payload AND since IS NULL) AS not_sent,
             count(*) FILTER (WHERE has_payload AND uncertain_since < :deduplicated::timestamptz) AS doubtful
        FROM (SELECT t.event_time, t.uncertain_since, accepted.since, %s AS has_payload
                FROM lane
                JOIN terminal_event t ON t.lane_id = lane.id
                LEFT JOIN unnest(:sources, :since) AS accepted (source, since)
                       ON accepted.source = t.event_source
               WHERE lane.connector_id = :connector AND lane.replay_id IS NULL AND %s) found"""
          .formatted(HAS_PAYLOAD, SELECTED);

  private DeadLetters() {}

  static long count(
      Handle handle, ConnectorId connector, Selection.DeadLetters which, Instant cutoff) {
    return bind(handle.createQuery(COUNT), which, cutoff)
        .bind("connector", connector.number())
        .mapTo(Long.class)
        .one();
  }

  static Survey survey(
      Handle handle,
      ConnectorId connector,
      Selection.DeadLetters which,
      @Nullable Cutoffs cutoffs) {
    var query = handle.createQuery(SURVEY);
    bind(query, which, Instant.parse("9999-12-31T00:00:00Z"));
    bind(query, cutoffs);
    return query
        .bind("connector", connector.number())
        .map((row, _) -> survey(row, cutoffs != null))
        .one();
  }

  private static Survey survey(ResultSet row, boolean windows) throws SQLException {
    var counts =
        new WindowCounts(
            row.getLong("within"),
            row.getLong("past"),
            row.getLong("not_sent"),
            row.getLong("doubtful"));
    return new Survey(
        row.getLong("selected"), 0, row.getLong("without_payload"), windows ? counts : null);
  }

  private static void bind(SqlStatement<?> statement, @Nullable Cutoffs cutoffs) {
    List<EventSource> sources =
        cutoffs == null
            ? List.of()
            : Arrays.stream(EventSource.values()).filter(cutoffs.accepted()::containsKey).toList();
    var since = new ArrayList<@Nullable Instant>();
    for (var source : sources) {
      since.add(cutoffs == null ? null : cutoffs.accepted().get(source));
    }
    statement
        .bind("sources", Sql.array("text", sources.stream().map(EventSource::wire).toArray()))
        .bind("since", Sql.instants(since))
        .bind("deduplicated", cutoffs == null ? null : Sql.timestamp(cutoffs.deduplicated()));
  }

  /** Binds what {@link #SELECTED} asks for. */
  static <T extends SqlStatement<T>> T bind(
      T statement, Selection.DeadLetters which, Instant cutoff) {
    var from = which.from();
    var to = which.to();
    return statement
        .bind("codes", Sql.array("text", which.codes().toArray()))
        .bind("from", from == null ? null : Sql.timestamp(from))
        .bind("to", to == null ? null : Sql.timestamp(to))
        .bind("cutoff", Sql.timestamp(cutoff));
  }
}
