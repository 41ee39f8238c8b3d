package dev.waybill.domain.connector;

import dev.waybill.domain.connector.Connectors.Change;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Verifies, and promotes what passes. */
public final class ConnectorVerification implements VerifyConnector {
  private final Connectors connectors;
  private final Platforms platforms;
  private final DestinationRuntimes runtimes;
  private final ConnectorListener listener;

  public ConnectorVerification(
      Connectors connectors,
      Platforms platforms,
      DestinationRuntimes runtimes,
      ConnectorListener listener) {
    this.connectors = connectors;
    this.platforms = platforms;
    this.runtimes = runtimes;
    this.listener = listener;
  }

  @Override
  public Verification verify(ConnectorId id, Set<String> confirmed) {
    var connector = connectors.find(id).orElse(null);
    if (connector == null) {
      return new Verification.NotFound();
    }
    var draft = connector.draft();
    return draft == null ? recheck(connector, confirmed) : verifyDraft(connector, draft, confirmed);
  }

  @Override
  public Verification recheck(ConnectorId id) {
    return connectors
        .find(id)
        .map(connector -> recheck(connector, Set.of()))
        .orElseGet(Verification.NotFound::new);
  }

  private Verification verifyDraft(
      Connector connector, Configuration draft, Set<String> confirmed) {
    var checks = checks(connector, draft, confirmed);
    if (!passed(checks)) {
      return new Verification.Done(false, checks, connector);
    }
    var vouched = vouchedFor(checks);
    return vouched.equals(draft.confirmed())
        ? done(checks, connectors.promote(connector.id(), connector.registration().version()))
        : promote(connector, draft.confirming(vouched), checks);
  }

  /** What was vouched for is recorded in the configuration that becomes active. */
  private Verification promote(
      Connector connector, Configuration configuration, List<Check> checks) {
    long version = connector.registration().version();
    return switch (connectors.saveDraft(connector.id(), version, configuration)) {
      case Change.Changed(var saved) ->
          done(checks, connectors.promote(saved.id(), saved.registration().version()));
      case Change.Stale _ -> new Verification.Changed(checks);
      case Change.NotFound _ -> new Verification.NotFound();
    };
  }

  private Verification recheck(Connector connector, Set<String> confirmed) {
    var active = connector.active();
    if (active == null) {
      var nothing =
          new Check(
              "settings", false, false, "There is neither a draft nor an active configuration.");
      return new Verification.Done(false, List.of(nothing), connector);
    }
    var trusted = new HashSet<>(active.confirmed());
    trusted.addAll(confirmed);
    var checks = checks(connector, active, trusted);
    boolean passed = passed(checks);
    var vouched = new HashSet<>(vouchedFor(checks));
    vouched.addAll(active.confirmed());
    if (passed && !vouched.equals(active.confirmed())) {
      return promote(connector, active.confirming(vouched), checks);
    }
    if (!passed || connector instanceof Connector.Configured) {
      return new Verification.Done(passed, checks, connector);
    }
    return done(checks, connectors.reinstate(connector.id(), connector.registration().version()));
  }

  private List<Check> checks(
      Connector connector, Configuration configuration, Set<String> confirmed) {
    var provider = platforms.find(connector.registration().platform()).orElse(null);
    if (provider == null) {
      return List.of(
          new Check("platform", false, false, "The adapter of this platform is not installed."));
    }
    return new Checklist(runtimes, platforms, confirmed).run(connector, provider, configuration);
  }

  private static boolean passed(List<Check> checks) {
    return checks.stream().allMatch(Check::passed);
  }

  private static Set<String> vouchedFor(List<Check> checks) {
    return checks.stream()
        .filter(Check::confirmed)
        .map(Check::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Verification done(List<Check> checks, Change change) {
    return switch (change) {
      case Change.Changed(var connector) -> {
        listener.changed(connector.id());
        yield new Verification.Done(true, checks, connector);
      }
      case Change.Stale _ -> new Verification.Changed(checks);
      case Change.NotFound _ -> new Verification.NotFound();
    };
  }
}
