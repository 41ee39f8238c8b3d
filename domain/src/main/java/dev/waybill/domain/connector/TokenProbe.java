package dev.waybill.domain.connector;

import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.Probe;
import java.util.List;
import java.util.Optional;

/** Asks a platform about a credential, through an adapter that may break its contract. */
final class TokenProbe {
  private final DestinationRuntimes runtimes;

  TokenProbe(DestinationRuntimes runtimes) {
    this.runtimes = runtimes;
  }

  /** What the platform told; at least one finding. */
  List<Probe.Finding> findings(
      ConnectorId id, DestinationProvider provider, Configuration configuration) {
    try {
      var findings = ask(id, provider, configuration);
      return findings.isEmpty() ? failed("The destination adapter checked nothing.") : findings;
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      // An adapter that throws breaks its contract; its message could hold a secret.
      return failed("The destination adapter failed: " + e.getClass().getSimpleName() + ".");
    }
  }

  /**
   * The first thing the platform refused by its own word. An adapter that fails is no such word.
   */
  Optional<Probe.Finding> lost(
      ConnectorId id, DestinationProvider provider, Configuration configuration) {
    try {
      return ask(id, provider, configuration).stream()
          .filter(finding -> finding.result() == Probe.Result.FAILED)
          .findFirst();
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError _) {
      return Optional.empty();
    }
  }

  private List<Probe.Finding> ask(
      ConnectorId id, DestinationProvider provider, Configuration configuration) {
    try (var destination = runtimes.open(id, provider, configuration)) {
      return destination.probe().findings();
    }
  }

  private static List<Probe.Finding> failed(String detail) {
    return List.of(new Probe.Finding("token", Probe.Result.FAILED, detail));
  }
}
