package dev.waybill.persistence;

import dev.waybill.domain.outbox.EventLog;
import dev.waybill.domain.outbox.EventLogContract;
import dev.waybill.domain.source.SourceId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The log in PostgreSQL passes the contract of a log. */
class PostgresEventLogTest extends EventLogContract {
  private static OutboxFixture outbox;

  @BeforeAll
  static void open() {
    outbox = new OutboxFixture();
  }

  @AfterAll
  static void close() {
    outbox.close();
  }

  @Override
  protected EventLog log() {
    return outbox.log();
  }

  @Override
  protected SourceId newSource() {
    return outbox.newSource();
  }
}
