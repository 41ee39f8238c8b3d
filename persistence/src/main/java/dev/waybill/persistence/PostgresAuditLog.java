package dev.waybill.persistence;

import dev.waybill.domain.outbox.AuditLog;

/** The audit log in PostgreSQL. */
public final class PostgresAuditLog implements AuditLog {
  private static final String RECORD =
      "INSERT INTO audit (action, subject) VALUES (:action, :subject)";

  private final Database database;

  public PostgresAuditLog(Database database) {
    this.database = database;
  }

  @Override
  public void record(String action, String subject) {
    database.with(
        handle ->
            handle.createUpdate(RECORD).bind("action", action).bind("subject", subject).execute());
  }
}
