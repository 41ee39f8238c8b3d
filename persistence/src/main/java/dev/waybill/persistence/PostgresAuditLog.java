package dev.waybill.persistence;

import dev.waybill.domain.audit.Actor;
import dev.waybill.domain.audit.ReadAudit;
import dev.waybill.domain.outbox.AuditLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The audit log in PostgreSQL. */
public final class PostgresAuditLog implements AuditLog, ReadAudit {
  private static final Pattern CURSOR = Pattern.compile("[1-9][0-9]{0,17}");

  private static final String RECORD =
      "INSERT INTO audit (action, subject, actor) VALUES (:action, :subject, :actor)";

  private static final String NEWEST =
      """
      SELECT id, at, actor, action, subject
        FROM audit
       WHERE id < :before
       ORDER BY id DESC
       LIMIT :limit""";

  private final Database database;

  public PostgresAuditLog(Database database) {
    this.database = database;
  }

  @Override
  public void record(String action, String subject) {
    database.with(
        handle ->
            handle
                .createUpdate(RECORD)
                .bind("action", action)
                .bind("subject", subject)
                .bind("actor", Actor.current().name())
                .execute());
  }

  @Override
  public Page page(@Nullable String cursor, int limit) {
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw new IllegalArgumentException("limit: wanted 1 to " + LONGEST_PAGE + ", got " + limit);
    }
    var rows = newest(before(cursor), limit + 1);
    var acts = rows.stream().limit(limit).map(Row::act).toList();
    return new Page(acts, rows.size() > limit ? Long.toString(rows.get(limit - 1).id()) : null);
  }

  private static long before(@Nullable String cursor) {
    if (cursor == null) {
      return Long.MAX_VALUE;
    }
    if (!CURSOR.matcher(cursor).matches()) {
      throw new IllegalArgumentException("cursor: wanted one that an earlier page gave");
    }
    return Long.parseLong(cursor);
  }

  private List<Row> newest(long before, int limit) {
    return database.inSnapshot(
        handle ->
            handle
                .createQuery(NEWEST)
                .bind("before", before)
                .bind("limit", limit)
                .map((row, _) -> row(row))
                .list());
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("id"),
        new Act(
            Sql.time(row, "at"),
            row.getString("actor"),
            row.getString("action"),
            row.getString("subject")));
  }

  private record Row(long id, Act act) {}
}
