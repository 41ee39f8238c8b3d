package dev.waybill.persistence;

import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.LedgerAudit.Difference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;

/** What JDBC needs told about PostgreSQL's arrays, times and keys. */
final class Sql {
  private Sql() {}

  static Argument array(String elementType, @Nullable Object[] values) {
    return (position, statement, _) ->
        statement.setArray(position, statement.getConnection().createArrayOf(elementType, values));
  }

  static Argument longs(Collection<Long> values) {
    return array("int8", values.toArray());
  }

  static Argument instants(List<@Nullable Instant> values) {
    return array(
        "timestamptz",
        values.stream().map(instant -> instant == null ? null : instant.toString()).toArray());
  }

  static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** The instant of a column that is NOT NULL. */
  static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static EventKey key(ResultSet row) throws SQLException {
    return EventKey.of(row.getObject("event_key", UUID.class));
  }

  static Difference difference(ResultSet row, String where) throws SQLException {
    return new Difference(
        where, row.getString("what"), row.getLong("expected"), row.getLong("found"));
  }

  static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("seq"), key(row), time(row, "received_at"), row.getBytes("payload"));
  }
}
