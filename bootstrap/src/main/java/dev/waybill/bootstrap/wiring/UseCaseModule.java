package dev.waybill.bootstrap.wiring;

import dagger.Module;
import dagger.Provides;
import dev.waybill.bootstrap.Destinations;
import dev.waybill.bootstrap.settings.Settings;
import dev.waybill.domain.audit.AuditedConnectors;
import dev.waybill.domain.audit.AuditedCredentials;
import dev.waybill.domain.audit.AuditedSources;
import dev.waybill.domain.connector.AuthorizationStates;
import dev.waybill.domain.connector.ConnectorAdmin;
import dev.waybill.domain.connector.ConnectorCredentials;
import dev.waybill.domain.connector.ConnectorVerification;
import dev.waybill.domain.connector.ConnectorWatch;
import dev.waybill.domain.connector.Connectors;
import dev.waybill.domain.connector.DestinationContexts;
import dev.waybill.domain.connector.DestinationRuntimes;
import dev.waybill.domain.connector.ManageConnectors;
import dev.waybill.domain.connector.ManageCredentials;
import dev.waybill.domain.connector.MappingTrials;
import dev.waybill.domain.connector.Platforms;
import dev.waybill.domain.connector.TryMappings;
import dev.waybill.domain.connector.VerifyConnector;
import dev.waybill.domain.credential.CredentialVault;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.ingest.EventIntake;
import dev.waybill.domain.ingest.EventSlicer;
import dev.waybill.domain.ingest.IngestEvents;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonSchemas;
import dev.waybill.domain.mapping.JsonMappingCompiler;
import dev.waybill.domain.mapping.MappingCompiler;
import dev.waybill.domain.mapping.RememberedMappings;
import dev.waybill.domain.outbox.AuditLog;
import dev.waybill.domain.outbox.EventLog;
import dev.waybill.domain.outbox.EventStories;
import dev.waybill.domain.outbox.LedgerAudit;
import dev.waybill.domain.outbox.LedgerVerification;
import dev.waybill.domain.outbox.LogUpkeep;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.outbox.OutboxView;
import dev.waybill.domain.outbox.ReadEventStory;
import dev.waybill.domain.outbox.Retention;
import dev.waybill.domain.outbox.StorageRoom;
import dev.waybill.domain.outbox.VerifyLedger;
import dev.waybill.domain.quality.DeliveredQuality;
import dev.waybill.domain.quality.ReviewedRuntimes;
import dev.waybill.domain.reason.DeadLetterReasons;
import dev.waybill.domain.reason.DeadLetterTallies;
import dev.waybill.domain.reason.ReadDeadLetters;
import dev.waybill.domain.relay.Backlogs;
import dev.waybill.domain.relay.ConnectorWindows;
import dev.waybill.domain.relay.ReadBacklogs;
import dev.waybill.domain.replay.ManageReplays;
import dev.waybill.domain.replay.ReplayAdmin;
import dev.waybill.domain.replay.Replays;
import dev.waybill.domain.search.EventScan;
import dev.waybill.domain.search.EventSearch;
import dev.waybill.domain.search.SearchEvents;
import dev.waybill.domain.source.ManageSources;
import dev.waybill.domain.source.Rejections;
import dev.waybill.domain.source.SourceAdmin;
import dev.waybill.domain.source.Sources;
import dev.waybill.domain.story.EventExplanations;
import dev.waybill.domain.story.ExplainEvents;
import dev.waybill.domain.telemetry.Telemetry;
import dev.waybill.inbound.admin.AuthorizationCallback;
import dev.waybill.inbound.log.QuietTrace;
import dev.waybill.inbound.relay.RelaySignal;
import dev.waybill.json.JacksonCodec;
import dev.waybill.json.JacksonEventSlicer;
import dev.waybill.json.NetworkntSchemas;
import dev.waybill.metrics.PrometheusTelemetry;
import dev.waybill.phone.LibPhoneNumbers;
import dev.waybill.tracing.OpenTelemetryTraces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The domain's use cases and the small tools they share. */
@Module
final class UseCaseModule {
  private static final Logger LOG = LoggerFactory.getLogger(UseCaseModule.class);

  private UseCaseModule() {}

  @Provides
  @Singleton
  static JsonCodec codec() {
    return new JacksonCodec();
  }

  @Provides
  @Singleton
  static JsonSchemas schemas() {
    return new NetworkntSchemas();
  }

  @Provides
  @Singleton
  static EventSlicer slicer() {
    return new JacksonEventSlicer();
  }

  @Provides
  @Singleton
  static RandomGenerator random() {
    return new SecureRandom();
  }

  @Provides
  @Singleton
  static PrometheusTelemetry prometheus(Settings settings, NodeId node, InstantSource clock) {
    var target = settings.traces();
    // Not even loaded where nobody wants traces.
    return target == null
        ? new PrometheusTelemetry()
        : new PrometheusTelemetry(OpenTelemetryTraces.to(target, node.toString(), clock));
  }

  @Provides
  @Singleton
  static MappingCompiler mappings() {
    return new RememberedMappings(new JsonMappingCompiler(new LibPhoneNumbers()));
  }

  @Provides
  @Singleton
  static Platforms platforms(Destinations destinations, JsonSchemas schemas) {
    return new Platforms(destinations.providers(), schemas);
  }

  @Provides
  static DestinationContexts contexts(
      Settings settings, JsonCodec codec, InstantSource clock, RandomGenerator random) {
    return spec ->
        new DestinationContext(
            codec, clock, random, settings.installation().getOrDefault(spec.type(), Map.of()));
  }

  @Provides
  @Singleton
  static DestinationRuntimes runtimes(
      Platforms platforms,
      CredentialVault vault,
      MappingCompiler mappings,
      DestinationContexts contexts,
      Connectors connectors) {
    return new DestinationRuntimes(platforms, vault, mappings, contexts, connectors);
  }

  @Provides
  @Singleton
  static DeliveredQuality quality(InstantSource clock) {
    return new DeliveredQuality(clock);
  }

  @Provides
  @Singleton
  static ReviewedRuntimes reviewedRuntimes(
      DestinationRuntimes runtimes,
      Platforms platforms,
      DeliveredQuality quality,
      Telemetry telemetry) {
    return new ReviewedRuntimes(runtimes, platforms, quality, telemetry);
  }

  @Provides
  static TryMappings tryMappings(
      Connectors connectors,
      Platforms platforms,
      DestinationRuntimes runtimes,
      InstantSource clock) {
    return new MappingTrials(connectors, platforms, runtimes, clock);
  }

  @Provides
  static ManageSources manageSources(
      Sources sources, Rejections rejections, RandomGenerator random, AuditLog audit) {
    return new AuditedSources(new SourceAdmin(sources, rejections, random), audit);
  }

  @Provides
  static ManageConnectors manageConnectors(
      Connectors connectors,
      Platforms platforms,
      CredentialVault vault,
      Sources sources,
      RelaySignal signal,
      AuditLog audit,
      InstantSource clock) {
    return new AuditedConnectors(
        new ConnectorAdmin(connectors, platforms, vault, sources, signal, clock), audit);
  }

  @Provides
  static VerifyConnector verifyConnector(
      Connectors connectors,
      Platforms platforms,
      DestinationRuntimes runtimes,
      RelaySignal signal,
      AuditLog audit,
      InstantSource clock) {
    return new ConnectorVerification(connectors, platforms, runtimes, signal, audit, clock);
  }

  @Provides
  static ConnectorCredentials.Tools credentialTools(
      DestinationContexts contexts,
      InstantSource clock,
      RandomGenerator random,
      Settings settings) {
    var redirect = URI.create(settings.publicUrl() + AuthorizationCallback.PATH);
    return new ConnectorCredentials.Tools(contexts, clock, random, redirect);
  }

  @Provides
  static ManageCredentials manageCredentials(
      Connectors connectors,
      Platforms platforms,
      CredentialVault vault,
      AuthorizationStates states,
      RelaySignal signal,
      AuditLog audit,
      ConnectorCredentials.Tools tools) {
    return new AuditedCredentials(
        new ConnectorCredentials(connectors, platforms, vault, states, signal, tools), audit);
  }

  @Provides
  static ConnectorWatch connectorWatch(
      Connectors connectors,
      ManageCredentials credentials,
      VerifyConnector verify,
      RelaySignal signal,
      ConnectorWatch.Times times,
      Telemetry telemetry) {
    return new ConnectorWatch(connectors, credentials, verify, signal, times, telemetry);
  }

  @Provides
  static ConnectorWatch.Times watchTimes(
      Settings settings, InstantSource clock, RandomGenerator random) {
    return new ConnectorWatch.Times(settings.probe(), clock, random);
  }

  @Provides
  static IngestEvents ingestEvents(
      Sources sources,
      EventLog log,
      Rejections rejections,
      JsonCodec codec,
      InstantSource clock,
      RelaySignal signal,
      Telemetry telemetry) {
    return new EventIntake(sources, log, rejections, codec, clock, signal, telemetry);
  }

  @Provides
  @Singleton
  static ReadBacklogs readBacklogs(
      OutboxView view,
      Connectors connectors,
      DestinationRuntimes runtimes,
      Retention retention,
      Settings settings) {
    return new Backlogs(view, connectors, runtimes, retention, settings.retention());
  }

  @Provides
  @Singleton
  static StorageRoom storageRoom() {
    return new StorageRoom();
  }

  @Provides
  static LogUpkeep logUpkeep(
      Retention retention, Settings settings, StorageRoom room, Telemetry telemetry) {
    return new LogUpkeep(retention, settings.retention(), room, telemetry);
  }

  @Provides
  @Singleton
  static ManageReplays manageReplays(
      Replays replays,
      Connectors connectors,
      DestinationRuntimes runtimes,
      AuditLog audit,
      RelaySignal signal,
      InstantSource clock) {
    var windows = new ConnectorWindows(connectors, runtimes);
    return new ReplayAdmin(replays, windows, audit, signal, clock);
  }

  @Provides
  @Singleton
  static ReadDeadLetters readDeadLetters(
      DeadLetterTallies tallies,
      Connectors connectors,
      DestinationRuntimes runtimes,
      InstantSource clock) {
    var windows = new ConnectorWindows(connectors, runtimes);
    return new DeadLetterReasons(tallies, connectors, windows, clock);
  }

  @Provides
  @Singleton
  static VerifyLedger verifyLedger(LedgerAudit ledger, AuditLog audit, InstantSource clock) {
    return new LedgerVerification(
        ledger,
        audit,
        count -> Thread.ofVirtual().name("ledger").start(count),
        clock,
        thrown ->
            LOG.error("ledger: the count did not come to its end: {}", QuietTrace.of(thrown)));
  }

  @Provides
  static ExplainEvents explainEvents(ReadEventStory stories, TryMappings trials, JsonCodec codec) {
    return new EventExplanations(stories, trials, codec);
  }

  @Provides
  static SearchEvents searchEvents(EventScan scan, JsonCodec codec, InstantSource clock) {
    return new EventSearch(scan, codec, clock);
  }

  @Provides
  static ReadEventStory readEventStory(OutboxView view, AuditLog audit, JsonCodec codec) {
    return new EventStories(view, audit, codec);
  }
}
