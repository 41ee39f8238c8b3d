package dev.waybill.bootstrap.wiring;

import dagger.Module;
import dagger.Provides;
import dev.waybill.bootstrap.Program;
import dev.waybill.bootstrap.settings.Settings;
import dev.waybill.destination.http.AlertWebhook;
import dev.waybill.domain.activity.ReadActivity;
import dev.waybill.domain.alert.AlertBook;
import dev.waybill.domain.alert.AlertChannel;
import dev.waybill.domain.alert.AlertWatch;
import dev.waybill.domain.audit.ReadAudit;
import dev.waybill.domain.connector.ConnectorRuntimes;
import dev.waybill.domain.connector.ConnectorWatch;
import dev.waybill.domain.connector.Connectors;
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
import dev.waybill.domain.monitor.Monitor;
import dev.waybill.domain.monitor.ReadConditions;
import dev.waybill.domain.monitor.StoreClock;
import dev.waybill.domain.monitor.StoreVitals;
import dev.waybill.domain.node.Lease;
import dev.waybill.domain.node.Nodes;
import dev.waybill.domain.outbox.Arrivals;
import dev.waybill.domain.outbox.EventLog;
import dev.waybill.domain.outbox.EventTail;
import dev.waybill.domain.outbox.Lanes;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.LedgerAudit;
import dev.waybill.domain.outbox.LogUpkeep;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.outbox.OutboxView;
import dev.waybill.domain.outbox.ReadEventStory;
import dev.waybill.domain.outbox.StorageRoom;
import dev.waybill.domain.outbox.VerifyLedger;
import dev.waybill.domain.quality.ReadQuality;
import dev.waybill.domain.reason.ReadDeadLetters;
import dev.waybill.domain.relay.FairShare;
import dev.waybill.domain.relay.ReadBacklogs;
import dev.waybill.domain.relay.RelayTools;
import dev.waybill.domain.relay.RetryPolicy;
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
import dev.waybill.inbound.monitor.AlertLoop;
import dev.waybill.inbound.monitor.MonitorLoop;
import dev.waybill.inbound.relay.NodeSeat;
import dev.waybill.inbound.relay.PollingRelay;
import dev.waybill.inbound.relay.RelayDesk;
import dev.waybill.inbound.relay.RelaySignal;
import dev.waybill.inbound.relay.ReplayLoop;
import dev.waybill.inbound.relay.RetentionLoop;
import dev.waybill.metrics.LedgerMetrics;
import dev.waybill.metrics.NodeMetrics;
import dev.waybill.metrics.PrometheusTelemetry;
import dev.waybill.persistence.Database;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The ways in: HTTP, and time. */
@Module
final class InboundModule {
  // Whoever asks for news wakes a relay that has something to do.
  private static final Duration UNTIL_CALLED = Duration.ofSeconds(10);

  /** So much of the heap may be payloads under way; as trees they take ten times as much. */
  private static final int PAYLOADS_PART = 32;

  private InboundModule() {}

  @Provides
  @Singleton
  static RelaySignal signal() {
    return new RelaySignal();
  }

  @Provides
  @Singleton
  static RelayTools relayTools(
      EventLog log,
      Lanes lanes,
      JsonCodec codec,
      InstantSource clock,
      RandomGenerator random,
      Telemetry telemetry) {
    return new RelayTools(
        log,
        lanes,
        codec,
        clock,
        random,
        RetryPolicy.EVENTS,
        telemetry,
        new FairShare(Runtime.getRuntime().maxMemory() / PAYLOADS_PART),
        UNTIL_CALLED);
  }

  @Provides
  @Singleton
  static NodeSeat seat(Nodes nodes, Arrivals arrivals, Settings settings) {
    return new NodeSeat(
        new NodeId(UUID.randomUUID()),
        Program.VERSION,
        nodes,
        new Lease(System::nanoTime),
        arrivals,
        settings.relayIdle());
  }

  @Provides
  @Singleton
  static PollingRelay relay(
      Connectors connectors,
      ConnectorRuntimes runtimes,
      VerifyConnector verify,
      RelayTools tools,
      ConnectorWatch watch,
      NodeSeat seat,
      Settings settings,
      RelaySignal signal) {
    return new PollingRelay(
        new RelayDesk(seat, connectors, runtimes, verify, tools, settings.watch()), watch, signal);
  }

  @Provides
  @Singleton
  static ReplayLoop replayLoop(ManageReplays replays) {
    return new ReplayLoop(replays);
  }

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
  @Singleton
  static RetentionLoop retentionLoop(LogUpkeep upkeep) {
    return new RetentionLoop(upkeep);
  }

  @Provides
  @Singleton
  static Monitor monitor(
      NodeSeat seat,
      ReadBacklogs backlogs,
      Ledger ledger,
      Connectors connectors,
      StoreVitals vitals,
      StoreClock storeClock,
      InstantSource clock,
      Telemetry telemetry) {
    var sights = new Monitor.Sights(backlogs, ledger, connectors, vitals, storeClock);
    return new Monitor(seat.node(), seat.lease(), sights, clock, telemetry);
  }

  @Provides
  @Singleton
  static MonitorLoop monitorLoop(Monitor monitor) {
    return new MonitorLoop(monitor);
  }

  @Provides
  @Singleton
  static AlertWatch alertWatch(
      NodeSeat seat,
      AlertBook book,
      Settings settings,
      JsonCodec codec,
      InstantSource clock,
      Telemetry telemetry) {
    var target = settings.alerts().webhook();
    Optional<AlertChannel> channel =
        target == null ? Optional.empty() : Optional.of(new AlertWebhook(target, clock));
    var tools = new AlertWatch.Tools(codec, clock, telemetry);
    return new AlertWatch(seat.node(), book, channel, settings.alerts().limits(), tools);
  }

  @Provides
  @Singleton
  static AlertLoop alertLoop(Monitor monitor, AlertWatch watch) {
    return new AlertLoop(monitor, watch);
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
      Database database,
      LedgerMetrics ledger) {
    NodeMetrics.register(telemetry, seat.lease(), database::pools);
    return new HealthApi(
        readiness,
        conditions,
        () -> {
          ledger.refresh();
          return telemetry.scrape();
        });
  }

  @Provides
  @Singleton
  static LedgerMetrics ledgerMetrics(
      PrometheusTelemetry telemetry, LedgerAudit audit, InstantSource clock) {
    return new LedgerMetrics(telemetry, audit, clock);
  }
}
