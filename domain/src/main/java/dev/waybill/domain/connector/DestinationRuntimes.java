package dev.waybill.domain.connector;

import dev.waybill.domain.connector.Connector.Registration;
import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.credential.CredentialVault;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.DestinationConfiguration;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.mapping.EventFilter;
import dev.waybill.domain.mapping.EventFilters;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.mapping.MappingCompiler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens destinations and compiles what stands before them. */
public final class DestinationRuntimes implements ConnectorRuntimes {
  private final Platforms platforms;
  private final CredentialVault vault;
  private final MappingCompiler mappings;
  private final DestinationContexts contexts;
  private final Connectors connectors;

  /**
   * @param connectors knows the revisions
   */
  public DestinationRuntimes(
      Platforms platforms,
      CredentialVault vault,
      MappingCompiler mappings,
      DestinationContexts contexts,
      Connectors connectors) {
    this.platforms = platforms;
    this.vault = vault;
    this.mappings = mappings;
    this.contexts = contexts;
    this.connectors = connectors;
  }

  @Override
  public Opened open(Registration registration, Configuration configuration) {
    var id = registration.id();
    var provider = platforms.find(registration.platform()).orElse(null);
    if (provider == null) {
      return new Opened.Faulty(List.of(Platforms.unknown()));
    }
    var problems = new ArrayList<>(platforms.check(provider, configuration.settings()));
    var mapping = mapping(provider, configuration, problems);
    var filter = filter(configuration, problems);
    if (!problems.isEmpty() || mapping == null || filter == null) {
      return new Opened.Faulty(problems);
    }
    try {
      var destination = open(id, provider, configuration);
      return new Opened.Ready(
          new ConnectorRuntime(
              destination,
              mapping,
              filter,
              provider.spec().limits(),
              configuration.rate(),
              registration.revision(),
              new RevisionMappings(id, provider, connectors, this)));
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      // An adapter or a vault that refuses will refuse again; its message could hold a secret.
      var what = "The destination cannot be opened: " + e.getClass().getSimpleName() + ".";
      return new Opened.Faulty(List.of(Problem.at(JsonPointer.ROOT, "not_opened", what)));
    }
  }

  Destination open(ConnectorId id, DestinationProvider provider, Configuration configuration) {
    return provider.open(
        new DestinationConfiguration(configuration.settings(), credential(id, configuration)),
        contexts.of(provider.spec()));
  }

  private Credential credential(ConnectorId id, Configuration configuration) {
    var sealed = configuration.credential();
    return sealed == null ? Credential.NONE : vault.open(sealed.sealed(), id.toString());
  }

  @Nullable Mapping mapping(
      DestinationProvider provider, Configuration configuration, List<Problem> problems) {
    return switch (mapping(provider, configuration)) {
      case ConnectorMapping.Compiled.Ready(var ready) -> ready.mapping();
      case ConnectorMapping.Compiled.Faulty(var faults) -> {
        problems.addAll(faults);
        yield null;
      }
    };
  }

  /** The mapping with the tests that are to hold for it. */
  ConnectorMapping.Compiled mapping(DestinationProvider provider, Configuration configuration) {
    return ConnectorMapping.compile(provider.spec(), configuration, mappings);
  }

  @Nullable EventFilter filter(Configuration configuration, List<Problem> problems) {
    var filter = configuration.filter();
    if (filter == null) {
      return EventFilter.ALL;
    }
    return switch (EventFilters.compile(filter)) {
      case EventFilters.Compiled.Ready(var ready) -> ready;
      case EventFilters.Compiled.Faulty(var faults) -> {
        problems.addAll(faults);
        yield null;
      }
    };
  }
}
