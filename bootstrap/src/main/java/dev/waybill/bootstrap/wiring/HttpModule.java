package dev.waybill.bootstrap.wiring;

import dagger.Module;
import dagger.Provides;
import dev.waybill.bootstrap.settings.Settings;
import dev.waybill.domain.activity.ReadActivity;
import dev.waybill.domain.alert.AlertWatch;
import dev.waybill.domain.audit.ReadAudit;
import dev.waybill.domain.connector.ManageConnectors;
import dev.waybill.domain.connector.ManageCredentials;
import dev.waybill.domain.connector.Platforms;
import dev.waybill.domain.connector.TryMappings;
import dev.waybill.domain.connector.VerifyConnector;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.event.EventSchemaDocument;
import dev.waybill.domain.ingest.EventSlicer;
import dev.waybill.domain.ingest.IngestEvents;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.mapping.MappingSchemaDocument;
import dev.waybill.domain.monitor.ReadConditions;
import dev.waybill.domain.node.Lease;
import dev.waybill.domain.outbox.EventTail;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.OutboxView;
import dev.waybill.domain.outbox.ReadEventStory;
import dev.waybill.domain.outbox.StorageRoom;
import dev.waybill.domain.outbox.VerifyLedger;
import dev.waybill.domain.quality.ReadQuality;
import dev.waybill.domain.reason.ReadDeadLetters;
import dev.waybill.domain.relay.ReadBacklogs;
import dev.waybill.domain.replay.ManageReplays;
import dev.waybill.domain.search.SearchEvents;
import dev.waybill.domain.source.ManageSources;
import dev.waybill.domain.story.ExplainEvents;
import dev.waybill.domain.telemetry.Telemetry;
import dev.waybill.inbound.admin.AdminApi;
import dev.waybill.inbound.admin.AuthorizationCallback;
import dev.waybill.inbound.admin.TailApi;
import dev.waybill.inbound.console.Console;
import dev.waybill.inbound.console.frame.Frame;
import dev.waybill.inbound.health.HealthApi;
import dev.waybill.inbound.health.Readiness;
import dev.waybill.inbound.http.Documents;
import dev.waybill.inbound.http.HttpServer;
import dev.waybill.inbound.http.HttpSettings;
import dev.waybill.inbound.ingest.IngestApi;
import dev.waybill.inbound.relay.NodeSeat;
import dev.waybill.metrics.NodeMetrics;
import dev.waybill.metrics.PrometheusTelemetry;
import dev.waybill.persistence.Database;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/** The ways in by HTTP: the API, the console, health and metrics. */
@Module
final class HttpModule {
  private HttpModule() {}

  @Provides
  static Readiness readiness(Database database, NodeSeat seat) {
    return () -> {
      boolean reachable = database.ping();
      return List.of(
          new Readiness.Check(
              "database",
              reachable,
              reachable ? "answers" : "does not answer; delivery waits for it"),
          // A node whose tables were not brought up to date does not get as far as listening.
          new Readiness.Check(
              "migrations",
              reachable,
              reachable ? "were applied at the start" : "cannot be told without the database"),
          lease(seat.lease()));
    };
  }

  private static Readiness.Check lease(Lease lease) {
    var beat =
        lease.term() == 0 ? "no beat yet" : lease.age().toSeconds() + " s since its last beat";
    return lease.holds()
        ? new Readiness.Check("lease", true, "holds; " + beat)
        : new Readiness.Check("lease", false, "is over, nothing is sent until it holds; " + beat);
  }

  @Provides
  static AdminApi.Setup setup(
      ManageSources sources,
      ManageConnectors connectors,
      VerifyConnector verify,
      ManageCredentials credentials,
      TryMappings trials,
      Platforms platforms) {
    return new AdminApi.Setup(sources, connectors, verify, credentials, trials, platforms);
  }

  @Provides
  static AdminApi.Watch watch(
      Ledger ledger,
      OutboxView outbox,
      ReadBacklogs backlogs,
      ReadEventStory stories,
      ReadQuality quality,
      JsonCodec codec,
      InstantSource clock) {
    return new AdminApi.Watch(ledger, outbox, backlogs, stories, quality, codec, clock);
  }

  @Provides
  static AdminApi.Findings findings(
      ReadActivity activity,
      SearchEvents search,
      ReadDeadLetters deadLetters,
      ReadAudit audit,
      VerifyLedger verification,
      ExplainEvents explanations) {
    return new AdminApi.Findings(activity, search, deadLetters, audit, verification, explanations);
  }

  @Provides
  @Singleton
  static HttpServer httpServer(
      Settings settings,
      Secret adminToken,
      JsonCodec codec,
      AdminApi.Setup setup,
      AdminApi.Watch watch,
      AdminApi.Findings findings,
      ManageReplays replays,
      NodeSeat seat,
      AuthorizationCallback callback,
      TailApi tail,
      IngestApi ingest,
      HealthApi health,
      Frame console,
      AdminApi.Alarms alarms,
      PrometheusTelemetry telemetry) {
    return new HttpServer(
        HttpSettings.of(settings.listenAddress(), settings.port()),
        codec,
        console,
        telemetry::served,
        List.of(
            // First, since a path is looked for in the order of its registration.
            ingest,
            console,
            new AdminApi(
                adminToken,
                setup,
                watch,
                findings,
                replays,
                new AdminApi.Household(seat.nodes(), seat.node()),
                alarms),
            callback,
            tail,
            health,
            new Documents(EventSchemaDocument.bytes(), MappingSchemaDocument.bytes())));
  }

  @Provides
  @Singleton
  static Frame console(
      Settings settings,
      Secret adminToken,
      AdminApi.Setup setup,
      AdminApi.Watch watch,
      AdminApi.Findings findings,
      ManageReplays replays,
      Readiness readiness,
      AdminApi.Alarms alarms,
      EventTail tail) {
    return Console.of(
        adminToken,
        settings.publicUrl(),
        new Console.Ports(setup, watch, findings, replays, readiness, alarms, tail));
  }

  @Provides
  static TailApi tail(Secret adminToken, ManageSources sources, EventTail tail, JsonCodec codec) {
    return new TailApi(adminToken, sources, tail, codec);
  }

  @Provides
  static AuthorizationCallback callback(ManageCredentials credentials) {
    return new AuthorizationCallback(credentials);
  }

  @Provides
  static IngestApi ingestApi(
      IngestEvents ingest, EventSlicer slicer, StorageRoom storage, Telemetry telemetry) {
    return new IngestApi(ingest, slicer, storage, telemetry.tracing());
  }

  @Provides
  static AdminApi.Alarms alarms(AlertWatch watch, ReadConditions conditions) {
    return new AdminApi.Alarms(watch, conditions);
  }

  @Provides
  @Singleton
  static HealthApi healthApi(
      Readiness readiness,
      ReadConditions conditions,
      PrometheusTelemetry telemetry,
      NodeSeat seat,
      Database database) {
    NodeMetrics.register(telemetry, seat.lease(), database::pools);
    return new HealthApi(readiness, conditions, telemetry::scrape);
  }
}
