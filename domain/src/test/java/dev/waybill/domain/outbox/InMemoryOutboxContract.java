package dev.waybill.domain.outbox;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.source.SourceId;
import java.util.List;

/** The contract over an outbox in memory. */
class InMemoryOutboxContract extends OutboxContract {
  private final InMemoryOutbox outbox;
  private int sources;
  private int connectors;

  InMemoryOutboxContract(InMemoryOutbox outbox) {
    this.outbox = outbox;
  }

  @Override
  protected EventLog log() {
    return outbox;
  }

  @Override
  protected Lanes lanes() {
    return outbox;
  }

  @Override
  protected Ledger ledger() {
    return outbox;
  }

  @Override
  protected SourceId newSource() {
    return new SourceId(++sources);
  }

  @Override
  protected ConnectorId newConnector(List<SourceId> sources) {
    var connector = new ConnectorId(++connectors);
    sources.forEach(source -> outbox.subscribe(connector, "connector", source));
    return connector;
  }

  @Override
  protected void unsubscribe(ConnectorId connector) {
    for (int source = 1; source <= sources; source++) {
      outbox.unsubscribe(connector, new SourceId(source));
    }
  }
}
