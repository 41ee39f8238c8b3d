package dev.waybill.bootstrap.wiring;

import dagger.Module;
import dagger.Provides;
import dev.waybill.bootstrap.Program;
import dev.waybill.bootstrap.settings.Settings;
import dev.waybill.destination.http.AlertWebhook;
import dev.waybill.domain.alert.AlertBook;
import dev.waybill.domain.alert.AlertChannel;
import dev.waybill.domain.alert.AlertWatch;
import dev.waybill.domain.connector.ConnectorRuntimes;
import dev.waybill.domain.connector.ConnectorWatch;
import dev.waybill.domain.connector.Connectors;
import dev.waybill.domain.connector.VerifyConnector;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.monitor.Monitor;
import dev.waybill.domain.monitor.StoreClock;
import dev.waybill.domain.monitor.StoreVitals;
import dev.waybill.domain.node.Lease;
import dev.waybill.domain.node.Nodes;
import dev.waybill.domain.outbox.Arrivals;
import dev.waybill.domain.outbox.EventLog;
import dev.waybill.domain.outbox.Lanes;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.LedgerAudit;
import dev.waybill.domain.outbox.LogUpkeep;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.relay.FairShare;
import dev.waybill.domain.relay.ReadBacklogs;
import dev.waybill.domain.relay.RelayTools;
import dev.waybill.domain.relay.RetryPolicy;
import dev.waybill.domain.replay.ManageReplays;
import dev.waybill.domain.telemetry.Telemetry;
import dev.waybill.inbound.monitor.AlertLoop;
import dev.waybill.inbound.monitor.MonitorLoop;
import dev.waybill.inbound.relay.NodeSeat;
import dev.waybill.inbound.relay.PollingRelay;
import dev.waybill.inbound.relay.RelayDesk;
import dev.waybill.inbound.relay.RelaySignal;
import dev.waybill.inbound.relay.ReplayLoop;
import dev.waybill.inbound.relay.RetentionLoop;
import dev.waybill.metrics.LedgerMetrics;
import dev.waybill.metrics.PrometheusTelemetry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** What goes on by itself: the relay, replays, retention, the monitor and its alerts. */
@Module
final class LoopModule {
  // Whoever asks for news wakes a relay that has something to do.
  private static final Duration UNTIL_CALLED = Duration.ofSeconds(10);

  /** So much of the heap may be payloads under way; as trees they take ten times as much. */
  private static final int PAYLOADS_PART = 32;

  private LoopModule() {}

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
  static NodeId node() {
    return new NodeId(UUID.randomUUID());
  }

  @Provides
  @Singleton
  static NodeSeat seat(NodeId node, Nodes nodes, Arrivals arrivals, Settings settings) {
    return new NodeSeat(
        node, Program.VERSION, nodes, new Lease(System::nanoTime), arrivals, settings.relayIdle());
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
  static MonitorLoop monitorLoop(Monitor monitor, LedgerMetrics ledger) {
    return new MonitorLoop(monitor, ledger::refresh);
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
  @Singleton
  static LedgerMetrics ledgerMetrics(
      PrometheusTelemetry telemetry, LedgerAudit audit, InstantSource clock) {
    return new LedgerMetrics(telemetry, audit, clock);
  }
}
