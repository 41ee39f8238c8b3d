package dev.waybill.domain.connector;

import dev.waybill.domain.connector.Connector.Configured;
import dev.waybill.domain.connector.Connector.Registration;
import dev.waybill.domain.connector.Connector.Unconfigured;
import dev.waybill.domain.credential.SealedCredential;
import dev.waybill.domain.credential.StoredCredential;
import dev.waybill.domain.outbox.InMemoryOutbox;
import dev.waybill.domain.source.SourceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Connectors in memory, with their lanes in an outbox in memory. Safe for use by many threads. */
public class InMemoryConnectors implements Connectors {
  private final InstantSource clock;
  private final InMemoryOutbox outbox;
  private final Map<ConnectorId, Connector> connectors = new LinkedHashMap<>();
  private final Map<ConnectorId, Instant> idleSince = new HashMap<>();
  private final Map<ConnectorId, List<Revision>> revisions = new HashMap<>();
  private int last;

  public InMemoryConnectors(InstantSource clock, InMemoryOutbox outbox) {
    this.clock = clock;
    this.outbox = outbox;
  }

  @Override
  public synchronized Connector create(
      String name, String platform, Configuration draft, Reason reason) {
    var id = new ConnectorId(++last);
    var registration = new Registration(id, name, platform, false, null, 1, 0, clock.instant());
    var connector = new Unconfigured(registration, draft, null, List.of(reason));
    connectors.put(id, connector);
    return connector;
  }

  @Override
  public synchronized Optional<Connector> find(ConnectorId id) {
    return Optional.ofNullable(connectors.get(id));
  }

  @Override
  public synchronized List<Connector> all() {
    return List.copyOf(connectors.values());
  }

  @Override
  public synchronized Map<ConnectorId, Long> versions() {
    var versions = new HashMap<ConnectorId, Long>();
    connectors.forEach((id, it) -> versions.put(id, it.registration().version()));
    return versions;
  }

  @Override
  public Change saveDraft(ConnectorId id, long version, Configuration draft) {
    return change(id, version, connector -> withDraft(connector, draft));
  }

  @Override
  public Change promote(ConnectorId id, long version) {
    return change(id, version, this::promoted);
  }

  private Connector promoted(Connector connector) {
    var draft = connector.draft();
    if (draft == null) {
      throw new IllegalStateException(connector.id() + ": there is no draft to promote");
    }
    var active = connector.active();
    Set<SourceId> before = active == null ? Set.of() : active.sources();
    for (var source : draft.sources()) {
      if (!before.contains(source)) {
        outbox.subscribe(connector.id(), connector.registration().name(), source);
      }
    }
    for (var source : before) {
      if (!draft.sources().contains(source)) {
        outbox.unsubscribe(connector.id(), source);
      }
    }
    var registration = connector.registration();
    var next = changed(registration, registration.paused(), 1);
    revisions
        .computeIfAbsent(connector.id(), _ -> new ArrayList<>())
        .addFirst(new Revision(next.revision(), clock.instant(), draft.with(null)));
    return new Configured(next, null, draft, clock.instant());
  }

  @Override
  public Change reinstate(ConnectorId id, long version) {
    return change(
        id,
        version,
        connector ->
            new Configured(next(connector), connector.draft(), active(connector), clock.instant()));
  }

  @Override
  public Change park(ConnectorId id, long version, Reason reason) {
    return change(
        id,
        version,
        connector ->
            new Unconfigured(
                next(connector), connector.draft(), connector.active(), List.of(reason)));
  }

  @Override
  public synchronized List<Revision> revisions(ConnectorId id) {
    return List.copyOf(revisions.getOrDefault(id, List.of()));
  }

  @Override
  public Optional<Revision> revision(ConnectorId id, int number) {
    return revisions(id).stream().filter(revision -> revision.number() == number).findFirst();
  }

  @Override
  public Change replaceCredential(ConnectorId id, SealedCredential old, StoredCredential renewed) {
    return change(
        id,
        null,
        connector ->
            with(
                connector,
                renewed(connector.draft(), old, renewed),
                renewed(connector.active(), old, renewed)));
  }

  private static @Nullable Configuration renewed(
      @Nullable Configuration configuration, SealedCredential old, StoredCredential renewed) {
    var credential = configuration == null ? null : configuration.credential();
    return configuration == null || credential == null || !credential.sealed().equals(old)
        ? configuration
        : configuration.with(renewed);
  }

  /** The same when neither of them is another. */
  private static Connector with(
      Connector connector, @Nullable Configuration draft, @Nullable Configuration active) {
    if (Objects.equals(draft, connector.draft()) && Objects.equals(active, connector.active())) {
      return connector;
    }
    return switch (connector) {
      case Configured it ->
          new Configured(next(it), draft, Objects.requireNonNull(active), it.since());
      case Unconfigured it -> new Unconfigured(next(it), draft, active, it.reasons());
    };
  }

  @Override
  public Change forgetCredential(ConnectorId id, long version, Reason reason) {
    return change(
        id,
        version,
        connector -> {
          var draft = connector.draft();
          var active = connector.active();
          var reasons =
              connector instanceof Unconfigured it && active == null
                  ? it.reasons()
                  : List.of(reason);
          return new Unconfigured(
              next(connector),
              draft == null ? null : draft.with(null),
              active == null ? null : active.with(null),
              reasons);
        });
  }

  @Override
  public Change pause(ConnectorId id, boolean paused) {
    return change(id, null, connector -> paused(connector, paused));
  }

  @Override
  public synchronized Deletion delete(ConnectorId id, WaitingEvents waiting) {
    return connectors.remove(id) == null ? new Deletion.NotFound() : new Deletion.Deleted(0);
  }

  private synchronized Change change(
      ConnectorId id, @Nullable Long version, UnaryOperator<Connector> change) {
    var connector = connectors.get(id);
    if (connector == null) {
      return new Change.NotFound();
    }
    long current = connector.registration().version();
    if (version != null && version != current) {
      return new Change.Stale(current);
    }
    var changed = change.apply(connector);
    countIdleTime(changed);
    var counted = sinceIdle(changed);
    connectors.put(id, counted);
    return new Change.Changed(counted);
  }

  private void countIdleTime(Connector connector) {
    if (connector.registration().paused() || connector instanceof Unconfigured) {
      idleSince.putIfAbsent(connector.id(), clock.instant());
      return;
    }
    var since = idleSince.remove(connector.id());
    if (since != null) {
      outbox.giveBack(connector.id(), since);
    }
  }

  private Connector sinceIdle(Connector connector) {
    var old = connector.registration();
    var registration =
        new Registration(
            old.id(),
            old.name(),
            old.platform(),
            old.paused(),
            idleSince.get(old.id()),
            old.version(),
            old.revision(),
            old.createdAt());
    return of(registration, connector);
  }

  private static Connector of(Registration registration, Connector connector) {
    return switch (connector) {
      case Configured it -> new Configured(registration, it.draft(), it.active(), it.since());
      case Unconfigured it -> new Unconfigured(registration, it.draft(), it.active(), it.reasons());
    };
  }

  private static Connector withDraft(Connector connector, Configuration draft) {
    return switch (connector) {
      case Configured configured ->
          new Configured(next(connector), draft, configured.active(), configured.since());
      case Unconfigured parked ->
          new Unconfigured(next(connector), draft, parked.active(), parked.reasons());
    };
  }

  private static Connector paused(Connector connector, boolean paused) {
    var registration = changed(connector.registration(), paused, 0);
    if (connector.registration().paused() == paused) {
      return connector;
    }
    return of(registration, connector);
  }

  private static Configuration active(Connector connector) {
    var active = connector.active();
    if (active == null) {
      throw new IllegalStateException(connector.id() + ": there is nothing to reinstate");
    }
    return active;
  }

  private static Registration next(Connector connector) {
    return changed(connector.registration(), connector.registration().paused(), 0);
  }

  private static Registration changed(Registration old, boolean paused, int promotions) {
    return new Registration(
        old.id(),
        old.name(),
        old.platform(),
        paused,
        old.idleSince(),
        old.version() + 1,
        old.revision() + promotions,
        old.createdAt());
  }
}
