package dev.waybill.inbound.cli;

import dev.waybill.domain.SteppingClock;
import dev.waybill.domain.connector.ConnectorAdmin;
import dev.waybill.domain.connector.ConnectorVerification;
import dev.waybill.domain.connector.DestinationRuntimes;
import dev.waybill.domain.connector.InMemoryConnectors;
import dev.waybill.domain.connector.MappingTrials;
import dev.waybill.domain.connector.Platforms;
import dev.waybill.domain.credential.InMemoryVault;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.ScriptedProvider;
import dev.waybill.domain.mapping.JsonMappingCompiler;
import dev.waybill.domain.mapping.PhoneNumbers;
import dev.waybill.domain.outbox.InMemoryOutbox;
import dev.waybill.domain.source.InMemoryRejections;
import dev.waybill.domain.source.InMemorySources;
import dev.waybill.domain.source.SourceAdmin;
import dev.waybill.inbound.admin.AdminApi;
import dev.waybill.inbound.http.FakeConnectors;
import dev.waybill.inbound.http.FakeOutbox;
import dev.waybill.json.JacksonCodec;
import dev.waybill.json.NetworkntSchemas;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The real use cases over stores in memory, with one scripted platform. */
final class RealSetup {
  final ScriptedProvider platform = new ScriptedProvider();
  private final SteppingClock clock = new SteppingClock(FakeOutbox.NOW);
  private final InMemorySources sources = new InMemorySources(clock);
  private final InMemoryConnectors connectors =
      new InMemoryConnectors(clock, new InMemoryOutbox(clock));
  private final InMemoryVault vault = new InMemoryVault();
  private final Platforms platforms = new Platforms(List.of(platform), new NetworkntSchemas());
  private final DestinationRuntimes runtimes =
      new DestinationRuntimes(
          platforms,
          vault,
          new JsonMappingCompiler(new NoPhoneNumbers()),
          _ -> new DestinationContext(new JacksonCodec(), clock, new Random(1), Map.of()),
          connectors);

  AdminApi.Setup setup() {
    return new AdminApi.Setup(
        new SourceAdmin(sources, new InMemoryRejections(), new Random(2)),
        new ConnectorAdmin(connectors, platforms, vault, sources, _ -> {}, clock),
        new ConnectorVerification(connectors, platforms, runtimes, _ -> {}, (_, _) -> {}, clock),
        new FakeConnectors(),
        new MappingTrials(connectors, platforms, runtimes, clock),
        platforms);
  }

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
}
