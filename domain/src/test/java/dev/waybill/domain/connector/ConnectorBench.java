package dev.waybill.domain.connector;

import dev.waybill.domain.SteppingClock;
import dev.waybill.domain.connector.ManageConnectors.DraftEdited;
import dev.waybill.domain.connector.ManageConnectors.Registered;
import dev.waybill.domain.connector.VerifyConnector.Verification;
import dev.waybill.domain.credential.InMemoryVault;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.ScriptedProvider;
import dev.waybill.domain.json.JsonText;
import dev.waybill.domain.json.PlainJsonCodec;
import dev.waybill.domain.json.RequiredMembers;
import dev.waybill.domain.mapping.JsonMappingCompiler;
import dev.waybill.domain.mapping.PhoneNumbers;
import dev.waybill.domain.outbox.InMemoryOutbox;
import dev.waybill.domain.source.InMemorySources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything around connectors in memory, with one scripted platform. */
final class ConnectorBench {
  static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  static final String SECRET = "s3cret";
  static final String GOOD_DRAFT =
      "{\"settings\": {\"pixel\": \"even\"}, \"credential\": {\"access_token\": \"s3cret\"}}";

  final SteppingClock clock = new SteppingClock(NOW);
  final InMemoryOutbox outbox = new InMemoryOutbox(clock);
  final InMemoryConnectors connectors = new InMemoryConnectors(clock, outbox);
  final InMemorySources sources = new InMemorySources(clock);
  final ScriptedProvider provider = new ScriptedProvider();
  final Platforms platforms = new Platforms(List.of(provider), new RequiredMembers());
  final InMemoryVault vault = new InMemoryVault();
  final Map<String, String> audit = new LinkedHashMap<>();
  final List<ConnectorId> told = new ArrayList<>();
  final ConnectorAdmin admin =
      new ConnectorAdmin(connectors, platforms, vault, sources, told::add, clock);
  final DestinationRuntimes runtimes =
      new DestinationRuntimes(
          platforms,
          vault,
          new JsonMappingCompiler(new NoPhoneNumbers()),
          _ -> new DestinationContext(new PlainJsonCodec(), clock, () -> 0, Map.of()),
          connectors);
  final ConnectorVerification verification =
      new ConnectorVerification(connectors, platforms, runtimes, told::add, audit::put, clock);

  final MappingTrials trials = new MappingTrials(connectors, platforms, runtimes, clock);

  private record NoPhoneNumbers() implements PhoneNumbers {
    @Override
    public Optional<String> e164(String text, String defaultRegion) {
      return Optional.empty();
    }

    @Override
    public boolean knowsRegion(String region) {
      return false;
    }
  }

  Connector registered() {
    var request = JsonText.object("{\"name\": \"shop\", \"platform\": \"scripted\"}");
    return ((Registered.Done) admin.register(request)).connector();
  }

  DraftEdited edit(ConnectorId id, String patch) {
    return admin.editDraft(id, now(id).registration().version(), JsonText.object(patch));
  }

  Connector edited(ConnectorId id, String patch) {
    return ((DraftEdited.Done) edit(id, patch)).connector();
  }

  /** A connector with a draft that would pass. */
  Connector drafted() {
    return edited(registered().id(), GOOD_DRAFT);
  }

  Connector.Configured configured() {
    var done = (Verification.Done) verification.verify(drafted().id());
    return (Connector.Configured) done.connector();
  }

  Connector now(ConnectorId id) {
    return connectors.find(id).orElseThrow();
  }

  Connector parked(ConnectorId id) {
    var reason = new Reason("token_refused", "The token was revoked.", NOW);
    connectors.park(id, now(id).registration().version(), reason);
    return now(id);
  }
}
