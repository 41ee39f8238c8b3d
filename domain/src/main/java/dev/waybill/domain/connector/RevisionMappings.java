package dev.waybill.domain.connector;

import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.mapping.Mapping;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Mappings of one connector's revisions, each compiled at most once. */
final class RevisionMappings implements EarlierMappings {
  private final ConnectorId connector;
  private final DestinationProvider provider;
  private final Connectors connectors;
  private final DestinationRuntimes runtimes;
  private final Map<Integer, Optional<Mapping>> compiled = new ConcurrentHashMap<>();

  RevisionMappings(
      ConnectorId connector,
      DestinationProvider provider,
      Connectors connectors,
      DestinationRuntimes runtimes) {
    this.connector = connector;
    this.provider = provider;
    this.connectors = connectors;
    this.runtimes = runtimes;
  }

  @Override
  public Optional<Mapping> of(int revision) {
    return compiled.computeIfAbsent(revision, this::compile);
  }

  private Optional<Mapping> compile(int revision) {
    return connectors
        .revision(connector, revision)
        .map(kept -> runtimes.mapping(provider, kept.configuration(), new ArrayList<>()));
  }
}
