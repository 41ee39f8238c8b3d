package dev.waybill.domain.connector;

import dev.waybill.domain.SteppingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Authorisations under way, in memory. */
final class InMemoryStates implements AuthorizationStates {
  private final SteppingClock clock;
  private final Map<String, Begun> states = new HashMap<>();

  private record Begun(ConnectorId connector, Instant until) {}

  InMemoryStates(SteppingClock clock) {
    this.clock = clock;
  }

  @Override
  public void begin(String state, ConnectorId connector, Duration validFor) {
    states.put(state, new Begun(connector, clock.instant().plus(validFor)));
  }

  @Override
  public Optional<ConnectorId> take(String state) {
    return Optional.ofNullable(states.remove(state))
        .filter(begun -> clock.instant().isBefore(begun.until()))
        .map(Begun::connector);
  }
}
