package dev.waybill.persistence.measure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Lays the ranges that were settled over the commits that took their events in. */
final class LatencyQuery {
  private static final String SETTLED =
      """
      SELECT s.after_seq + 1 AS first, s.to_seq AS last, s.settled_at AS at
        FROM settlement s JOIN lane l ON l.id = s.lane_id
       WHERE l.connector_id = ? AND l.source_id = ? AND s.kind = 'range'
         AND s.settled_at >= ? AND s.settled_at < ?
       ORDER BY s.to_seq""";

  private static final String TAKEN =
      """
      SELECT first_seq AS first, last_seq AS last, committed_at AS at
        FROM ingest_commit
       WHERE source_id = ? AND last_seq >= ? AND first_seq <= ?
       ORDER BY last_seq""";

  private final Connection connection;
  private final int source;
  private final int connector;

  LatencyQuery(Connection connection, int source, int connector) {
    this.connection = connection;
    this.source = source;
    this.connector = connector;
  }

  Latencies between(Instant from, Instant to) throws SQLException {
    var settled = settled(from, to);
    return settled.isEmpty() ? Latencies.NONE : laid(settled, taken(settled));
  }

  private List<Span> settled(Instant from, Instant to) throws SQLException {
    try (var statement = connection.prepareStatement(SETTLED)) {
      statement.setInt(1, connector);
      statement.setInt(2, source);
      statement.setObject(3, from.atOffset(ZoneOffset.UTC));
      statement.setObject(4, to.atOffset(ZoneOffset.UTC));
      return spans(statement);
    }
  }

  private List<Span> taken(List<Span> settled) throws SQLException {
    try (var statement = connection.prepareStatement(TAKEN)) {
      statement.setInt(1, source);
      statement.setLong(2, settled.getFirst().first());
      statement.setLong(3, settled.getLast().last());
      return spans(statement);
    }
  }

  private static List<Span> spans(PreparedStatement statement) throws SQLException {
    var spans = new ArrayList<Span>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        var at = row.getObject("at", OffsetDateTime.class).toInstant();
        spans.add(new Span(row.getLong("first"), row.getLong("last"), at));
      }
    }
    return spans;
  }

  /** Both lists ascend, so one walk along them finds every overlap. */
  private static Latencies laid(List<Span> settled, List<Span> taken) {
    var latencies = new ArrayList<Latencies.Weighted>();
    int next = 0;
    for (var range : settled) {
      while (next < taken.size() && taken.get(next).last() < range.first()) {
        next++;
      }
      for (int i = next; i < taken.size() && taken.get(i).first() <= range.last(); i++) {
        latencies.add(range.since(taken.get(i)));
      }
    }
    return Latencies.of(latencies);
  }

  /** Numbers of the log, and when something was done with them. */
  private record Span(long first, long last, Instant at) {
    Latencies.Weighted since(Span commit) {
      long events = Math.min(last, commit.last) - Math.max(first, commit.first) + 1;
      return new Latencies.Weighted(Duration.between(commit.at, at), events);
    }
  }
}
