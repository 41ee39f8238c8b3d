package dev.waybill.bootstrap.wiring;

import dagger.Module;
import dagger.Provides;
import dev.waybill.bootstrap.settings.Settings;
import dev.waybill.domain.connector.AuthorizationStates;
import dev.waybill.domain.connector.Connectors;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.node.Nodes;
import dev.waybill.domain.outbox.Arrivals;
import dev.waybill.domain.outbox.AuditLog;
import dev.waybill.domain.outbox.EventLog;
import dev.waybill.domain.outbox.EventTail;
import dev.waybill.domain.outbox.Lanes;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.LedgerAudit;
import dev.waybill.domain.outbox.OutboxView;
import dev.waybill.domain.outbox.Retention;
import dev.waybill.domain.replay.Replays;
import dev.waybill.domain.source.Rejections;
import dev.waybill.domain.source.RememberedSources;
import dev.waybill.domain.source.Sources;
import dev.waybill.persistence.Database;
import dev.waybill.persistence.PostgresArrivals;
import dev.waybill.persistence.PostgresAuditLog;
import dev.waybill.persistence.PostgresAuthorizationStates;
import dev.waybill.persistence.PostgresConnectors;
import dev.waybill.persistence.PostgresEventLog;
import dev.waybill.persistence.PostgresEventTail;
import dev.waybill.persistence.PostgresLanes;
import dev.waybill.persistence.PostgresLedger;
import dev.waybill.persistence.PostgresLedgerAudit;
import dev.waybill.persistence.PostgresNodes;
import dev.waybill.persistence.PostgresOutboxView;
import dev.waybill.persistence.PostgresRejections;
import dev.waybill.persistence.PostgresReplays;
import dev.waybill.persistence.PostgresRetention;
import dev.waybill.persistence.PostgresSources;
import jakarta.inject.Singleton;

/** The ports that PostgreSQL stands behind. */
@Module
final class StoreModule {
  private StoreModule() {}

  // One for the whole node: its callers share commits.
  @Provides
  @Singleton
  static EventLog outboxLog(Database database) {
    return new PostgresEventLog(database);
  }

  @Provides
  static Lanes lanes(Database database) {
    return new PostgresLanes(database);
  }

  @Provides
  static Retention retention(Database database, Settings settings) {
    return new PostgresRetention(database, settings.retention());
  }

  @Provides
  static Nodes nodes(Database database) {
    return new PostgresNodes(database);
  }

  @Provides
  static Arrivals arrivals(Database database) {
    return new PostgresArrivals(database);
  }

  @Provides
  static Ledger ledger(Database database) {
    return new PostgresLedger(database);
  }

  @Provides
  static LedgerAudit ledgerAudit(Database database) {
    return new PostgresLedgerAudit(database);
  }

  @Provides
  static OutboxView outboxView(Database database) {
    return new PostgresOutboxView(database);
  }

  @Provides
  static EventTail eventTail(Database database) {
    return new PostgresEventTail(database);
  }

  @Provides
  static AuditLog auditLog(Database database) {
    return new PostgresAuditLog(database);
  }

  @Provides
  static Replays replays(Database database, JsonCodec codec) {
    return new PostgresReplays(database, codec);
  }

  // One for the whole node: what revokes a key must reach what remembers it.
  @Provides
  @Singleton
  static Sources sources(Database database) {
    return new RememberedSources(new PostgresSources(database), System::nanoTime);
  }

  @Provides
  static Rejections rejections(Database database) {
    return new PostgresRejections(database);
  }

  @Provides
  static AuthorizationStates authorizationStates(Database database) {
    return new PostgresAuthorizationStates(database);
  }

  @Provides
  static Connectors connectors(Database database, JsonCodec codec) {
    return new PostgresConnectors(database, codec);
  }
}
