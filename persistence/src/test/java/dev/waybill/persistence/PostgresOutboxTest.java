package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.EventLog;
import dev.waybill.domain.outbox.Lanes;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.OutboxContract;
import dev.waybill.domain.source.SourceId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The outbox in PostgreSQL passes the contract. */
class PostgresOutboxTest extends OutboxContract {
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
  protected Lanes lanes() {
    return outbox.lanes();
  }

  @Override
  protected Ledger ledger() {
    return outbox.ledger();
  }

  @Override
  protected SourceId newSource() {
    return outbox.newSource();
  }

  @Override
  protected ConnectorId newConnector(List<SourceId> sources) {
    return outbox.newConnector(sources);
  }

  @Override
  protected void unsubscribe(ConnectorId connector) {
    outbox.subscribe(connector, List.of());
  }
}
