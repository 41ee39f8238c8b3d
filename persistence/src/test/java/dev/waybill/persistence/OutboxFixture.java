package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Connectors.Change;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.LedgerAudit;
import dev.waybill.domain.source.SourceId;
import dev.waybill.json.JacksonCodec;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A fresh database with the ports of the outbox over it. */
final class OutboxFixture implements AutoCloseable {
  static final JsonCodec JSON = new JacksonCodec();

  private final TestDatabase test = TestDatabase.fresh();
  private final PostgresEventLog log = new PostgresEventLog(test.database());
  private final PostgresLanes lanes = new PostgresLanes(test.database());
  private final PostgresLedger ledger = new PostgresLedger(test.database());
  private final PostgresSources sources = new PostgresSources(test.database());
  private final PostgresConnectors connectors = new PostgresConnectors(test.database(), JSON);
  private final AtomicInteger names = new AtomicInteger();

  TestDatabase test() {
    return test;
  }

  PostgresEventLog log() {
    return log;
  }

  PostgresLanes lanes() {
    return lanes;
  }

  PostgresLedger ledger() {
    return ledger;
  }

  PostgresSources sources() {
    return sources;
  }

  PostgresConnectors connectors() {
    return connectors;
  }

  SourceId newSource() {
    return sources.create("source " + names.incrementAndGet()).orElseThrow().id();
  }

  ConnectorId newConnector(List<SourceId> subscribed) {
    var draft = Configuration.empty(Set.copyOf(subscribed));
    var reason = new Reason("new", "Not verified yet.", Instant.EPOCH);
    var created = connectors.create("connector", "webhook", draft, reason);
    promote(created.id(), created.registration().version());
    return created.id();
  }

  /** Saves and promotes a draft with these sources. */
  void subscribe(ConnectorId connector, List<SourceId> subscribed) {
    subscribe(connector, Configuration.empty(Set.copyOf(subscribed)));
  }

  void subscribe(ConnectorId connector, Configuration draft) {
    long version = connectors.find(connector).orElseThrow().registration().version();
    connectors.saveDraft(connector, version, draft);
    promote(connector, version + 1);
  }

  private void promote(ConnectorId connector, long version) {
    if (!(connectors.promote(connector, version) instanceof Change.Changed)) {
      throw new IllegalStateException("the draft was not promoted");
    }
  }

  Ledger.Line line(ConnectorId connector) {
    return ledger.lines().stream()
        .filter(line -> line.connector().equals(connector))
        .findFirst()
        .orElseThrow();
  }

  /** Everything that is kept, counted again, is as the ledger says. */
  void assertNoDifference() {
    var report = new PostgresLedgerAudit(test.database()).verify(LedgerAudit.EVERYTHING);
    assertThat(report.differences()).isEmpty();
  }

  @Override
  public void close() {
    test.close();
  }
}
