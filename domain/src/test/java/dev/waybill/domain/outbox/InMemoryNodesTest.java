package dev.waybill.domain.outbox;

import dev.waybill.domain.SteppingClock;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.node.Nodes;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.time.Instant;

/** The nodes in memory pass the contract. */
class InMemoryNodesTest extends NodesContract {
  private final InMemoryOutbox outbox = new InMemoryOutbox(new SteppingClock(Instant.EPOCH));
  private int numbers;

  @Override
  protected Nodes nodes() {
    return outbox;
  }

  @Override
  protected Lanes lanes() {
    return outbox;
  }

  @Override
  protected Arrivals arrivals() {
    return outbox;
  }

  @Override
  protected EventLog log() {
    return outbox;
  }

  @Override
  protected SourceId newSource() {
    return new SourceId(++numbers);
  }

  @Override
  protected ConnectorId newConnector(SourceId source) {
    var connector = new ConnectorId(++numbers);
    outbox.subscribe(connector, "connector", source);
    return connector;
  }

  @Override
  protected void age(NodeId node, Duration by) {
    outbox.age(node, by);
  }
}
