package dev.waybill.domain.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.destination.ScriptedProvider;
import dev.waybill.domain.telemetry.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectorWatchTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final ConnectorBench bench = new ConnectorBench();
  private final ScriptedCredentials credentials = new ScriptedCredentials();
  private final ConnectorWatch watch =
      new ConnectorWatch(
          bench.connectors,
          credentials,
          bench.verification,
          bench.told::add,
          // Half of every range: the first probe comes after half an hour.
          new ConnectorWatch.Times(HOUR, bench.clock, () -> Long.MIN_VALUE),
          Telemetry.NONE);
  private int probes;

  private final Door guard = new Door();

  @Test
  void a_configured_connector_is_probed_from_time_to_time() {
    bench.configured();
    probing(Probe.Result.PASSED);
    lookAfter(Duration.ZERO);
    assertThat(probes).as("not at once").isZero();
    lookAfter(HOUR);
    lookAfter(HOUR.minusSeconds(1));
    assertThat(probes).isEqualTo(1);
    lookAfter(Duration.ofSeconds(1));
    assertThat(probes).isEqualTo(2);
  }

  @Test
  void a_lost_token_parks_the_connector_with_the_reason() {
    var id = bench.configured().id();
    probing(Probe.Result.FAILED);
    bench.told.clear();
    lookAfter(Duration.ZERO);
    assertThat(lookAfter(HOUR)).containsOnlyKeys(id);
    var parked = (Connector.Unconfigured) bench.now(id);
    assertThat(parked.reasons()).extracting(Reason::code).containsExactly("token_refused");
    assertThat(parked.active()).isNotNull();
    assertThat(bench.told).containsExactly(id);
    lookAfter(HOUR);
    assertThat(probes).as("a parked connector is not this watch's").isEqualTo(1);
  }

  @Test
  void what_was_said_of_a_connector_changed_meanwhile_is_asked_again_at_once() {
    var id = bench.configured().id();
    bench.provider.probes(
        () -> {
          if (probes++ == 0) {
            bench.edited(id, "{\"start\": \"now\"}");
          }
          return ScriptedProvider.probe("token", Probe.Result.FAILED);
        });
    lookAfter(Duration.ZERO);
    assertThat(lookAfter(HOUR)).isEmpty();
    assertThat(bench.now(id)).isInstanceOf(Connector.Configured.class);
    assertThat(lookAfter(Duration.ZERO)).containsOnlyKeys(id);
    assertThat(bench.now(id)).isInstanceOf(Connector.Unconfigured.class);
  }

  @Test
  void an_inconclusive_probe_parks_nothing() {
    var working = bench.configured();
    probing(Probe.Result.UNKNOWN);
    lookAfter(Duration.ZERO);
    assertThat(lookAfter(HOUR)).isEmpty();
    assertThat(bench.now(working.id())).isEqualTo(working);
  }

  @Test
  void every_connectors_credential_is_looked_after_parked_or_not() {
    var working = bench.configured().id();
    var parked = bench.configured().id();
    bench.parked(parked);
    lookAfter(Duration.ZERO);
    assertThat(credentials.asked).containsExactlyInAnyOrder(working, parked);
  }

  @Test
  void a_probe_that_passes_puts_no_renewal_off() {
    var id = bench.configured().id();
    probing(Probe.Result.PASSED);
    lookAfter(Duration.ZERO);
    credentials.asked.clear();
    lookAfter(HOUR);
    assertThat(probes).isEqualTo(1);
    assertThat(credentials.asked).containsExactly(id);
  }

  @Test
  void a_renewal_that_failed_is_told_and_tried_again_a_minute_later() {
    var id = bench.drafted().id();
    credentials.failures.put(id, new Reason("40107", "Authorise again.", ConnectorBench.NOW));
    assertThat(lookAfter(Duration.ZERO)).containsOnlyKeys(id);
    assertThat(lookAfter(Duration.ofSeconds(59))).isEmpty();
    assertThat(lookAfter(Duration.ofSeconds(1))).containsOnlyKeys(id);
  }

  @Test
  void a_connector_of_another_node_is_left_to_it() {
    var own = bench.configured().id();
    var others = bench.configured().id();
    guard.keptOut.add(others);
    probing(Probe.Result.PASSED);
    lookAfter(Duration.ZERO);
    lookAfter(HOUR);
    assertThat(probes).isEqualTo(1);
    assertThat(credentials.asked).containsOnly(own);
    assertThat(guard.inside).as("everybody who was let in has left").isEmpty();
  }

  /** Lets everybody in who is not kept out. */
  private static final class Door implements ConnectorWatch.Guard {
    final Set<ConnectorId> keptOut = new HashSet<>();
    final Set<ConnectorId> inside = new HashSet<>();

    @Override
    public boolean enter(ConnectorId connector) {
      return !keptOut.contains(connector) && inside.add(connector);
    }

    @Override
    public void leave(ConnectorId connector) {
      inside.remove(connector);
    }
  }

  private Map<ConnectorId, List<Reason>> lookAfter(Duration time) {
    bench.clock.advance(time);
    return watch.look(guard);
  }

  private void probing(Probe.Result result) {
    bench.provider.probes(
        () -> {
          probes++;
          return ScriptedProvider.probe("token", result);
        });
  }

  /** Renews nothing, and says what the test wants. */
  private static final class ScriptedCredentials implements ManageCredentials {
    private final List<ConnectorId> asked = new ArrayList<>();
    private final Map<ConnectorId, Reason> failures = new HashMap<>();

    @Override
    public List<Reason> renew(Connector connector) {
      asked.add(connector.id());
      var failure = failures.get(connector.id());
      return failure == null ? List.of() : List.of(failure);
    }

    @Override
    public Begun authorize(ConnectorId id) {
      return new Begun.NotOffered();
    }

    @Override
    public Completed complete(Map<String, String> callback) {
      return new Completed.UnknownState();
    }

    @Override
    public Deleted delete(ConnectorId id, boolean localOnly) {
      return new Deleted.Nothing();
    }
  }
}
