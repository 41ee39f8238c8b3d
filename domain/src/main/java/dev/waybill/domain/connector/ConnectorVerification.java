package dev.waybill.domain.connector;

import dev.waybill.domain.connector.Connectors.Change;
import dev.waybill.domain.outbox.AuditLog;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Verifies, and promotes what passes. */
public final class ConnectorVerification implements VerifyConnector {
  private final Connectors connectors;
  private final Platforms platforms;
  private final DestinationRuntimes runtimes;
  private final ConnectorListener listener;
  private final AuditLog audit;
  private final InstantSource clock;

  public ConnectorVerification(
      Connectors connectors,
      Platforms platforms,
      DestinationRuntimes runtimes,
      ConnectorListener listener,
      AuditLog audit,
      InstantSource clock) {
    this.connectors = connectors;
    this.platforms = platforms;
    this.runtimes = runtimes;
    this.listener = listener;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Verification verify(ConnectorId id) {
    var connector = connectors.find(id).orElse(null);
    if (connector == null) {
      return new Verification.NotFound();
    }
    var draft = connector.draft();
    if (draft == null) {
      return recheck(connector);
    }
    var checks = checks(connector, draft);
    return passed(checks) ? promote(connector, checks) : failed(connector, checks);
  }

  @Override
  public Verification recheck(ConnectorId id) {
    return connectors.find(id).map(this::recheck).orElseGet(Verification.NotFound::new);
  }

  private Verification recheck(Connector connector) {
    var active = connector.active();
    if (active == null) {
      return nothingToVerify(connector);
    }
    var checks = checks(connector, active);
    if (!passed(checks)) {
      return failed(connector, checks);
    }
    return connector instanceof Connector.Configured
        ? new Verification.Done(true, checks, connector)
        : done(
            "reinstate_connector",
            checks,
            connectors.reinstate(connector.id(), connector.registration().version()));
  }

  @Override
  public Verification confirm(ConnectorId id, String check, String by) {
    var connector = connectors.find(id).orElse(null);
    if (connector == null) {
      return new Verification.NotFound();
    }
    if (connector.draft() == null && connector.active() == null) {
      return nothingToVerify(connector);
    }
    var candidate =
        DraftBase.of(connector).confirming(new Confirmation(check, by, clock.instant()));
    var checks = checks(connector, candidate);
    boolean heard =
        checks.stream().anyMatch(it -> it.name().equals(check) && it.confirmation() != null);
    return heard
        ? record(connector, candidate, check, checks)
        : new Verification.NothingToConfirm(checks);
  }

  private Verification record(
      Connector connector, Configuration candidate, String check, List<Check> checks) {
    long version = connector.registration().version();
    return switch (connectors.saveDraft(connector.id(), version, candidate)) {
      case Change.Changed(var saved) -> {
        audit.record("confirm_check", saved.id() + " " + check);
        yield passed(checks) ? promote(saved, checks) : failed(saved, checks);
      }
      case Change.Stale _ -> new Verification.Changed(checks);
      case Change.NotFound _ -> new Verification.NotFound();
    };
  }

  @Override
  public Optional<Reason> probe(Connector.Configured connector) {
    return platforms
        .find(connector.registration().platform())
        .flatMap(
            provider -> new TokenProbe(runtimes).lost(connector.id(), provider, connector.active()))
        .map(lost -> new Reason(lost.check() + "_refused", lost.detail(), clock.instant()));
  }

  private List<Check> checks(Connector connector, Configuration configuration) {
    var provider = platforms.find(connector.registration().platform()).orElse(null);
    if (provider == null) {
      return List.of(
          new Check(
              "platform", false, false, null, "The adapter of this platform is not installed."));
    }
    return new Checklist(runtimes, platforms, configuration.confirmed())
        .run(connector, provider, configuration);
  }

  private static boolean passed(List<Check> checks) {
    return checks.stream().allMatch(Check::passed);
  }

  private static Verification failed(Connector connector, List<Check> checks) {
    return new Verification.Done(false, checks, connector);
  }

  private static Verification nothingToVerify(Connector connector) {
    var nothing =
        new Check(
            "settings",
            false,
            false,
            null,
            "There is neither a draft nor an active configuration.");
    return failed(connector, List.of(nothing));
  }

  private Verification promote(Connector connector, List<Check> checks) {
    return done(
        "promote_connector",
        checks,
        connectors.promote(connector.id(), connector.registration().version()));
  }

  private Verification done(String action, List<Check> checks, Change change) {
    return switch (change) {
      case Change.Changed(var connector) -> {
        audit.record(action, connector.id() + " " + connector.registration().revision());
        listener.changed(connector.id());
        yield new Verification.Done(true, checks, connector);
      }
      case Change.Stale _ -> new Verification.Changed(checks);
      case Change.NotFound _ -> new Verification.NotFound();
    };
  }
}
