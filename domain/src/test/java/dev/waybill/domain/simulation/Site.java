package dev.waybill.domain.simulation;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorRuntime;
import dev.waybill.domain.connector.RateLimit;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.PlatformSpec.Limits;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.mapping.EventFilter;
import dev.waybill.domain.mapping.Mapping;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A connector as its people see it: its configuration, and its platform. */
final class Site {
  static final int BATCH = 4;
  private static final Limits LIMITS = new Limits(BATCH, 1 << 10, Duration.ofDays(2));

  private final ConnectorId id;
  private final SimulatedPlatform platform;
  private final Mutant mutant;
  private final Map<Incarnation, Destination> opened = new HashMap<>();
  private int revision = 1;
  private boolean paused;

  Site(ConnectorId id, SimulatedPlatform platform, Mutant mutant) {
    this.id = id;
    this.platform = platform;
    this.mutant = mutant;
  }

  ConnectorId id() {
    return id;
  }

  SimulatedPlatform platform() {
    return platform;
  }

  void promote() {
    revision++;
  }

  int revision() {
    return revision;
  }

  void paused(boolean isPaused) {
    paused = isPaused;
  }

  boolean isPaused() {
    return paused;
  }

  boolean isBlocked() {
    return platform.health() == SimulatedPlatform.Health.BLOCKS;
  }

  /** What is sent stays away for as long as this lasts. */
  boolean hangs() {
    return platform.health() == SimulatedPlatform.Health.HANGS;
  }

  ConnectorRuntime runtime(Incarnation by) {
    var destination = opened.computeIfAbsent(by, _ -> mutant.destination(platform.seenBy(by)));
    return new ConnectorRuntime(
        destination,
        mapping(revision),
        EventFilter.ALL,
        LIMITS,
        RateLimit.NONE,
        revision,
        asked -> Optional.of(mapping(asked)));
  }

  private static Mapping mapping(int made) {
    return event ->
        new Mapping.Outcome.Mapped(
            event.with("made_by", Json.of(Integer.toString(made))), List.of());
  }
}
