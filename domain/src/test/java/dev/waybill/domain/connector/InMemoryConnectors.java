package dev.waybill.domain.connector;

import dev.waybill.domain.connector.Connector.Configured;
import dev.waybill.domain.connector.Connector.Registration;
import dev.waybill.domain.connector.Connector.Unconfigured;
import dev.waybill.domain.outbox.InMemoryOutbox;
import dev.waybill.domain.source.SourceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private int last;

  public InMemoryConnectors(InstantSource clock, InMemoryOutbox outbox) {
    this.clock = clock;
    this.outbox = outbox;
  }

  @Override
  public synchronized Connector create(
      String name, String platform, Configuration draft, Reason reason) {
    var id = new ConnectorId(++last);
    var registration = new Registration(id, name, platform, false, 1, clock.instant());
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
  public synchronized List<ConnectorId> ids() {
    return List.copyOf(connectors.keySet());
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
    return new Configured(next(connector), null, draft, clock.instant());
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
    connectors.put(id, changed);
    countIdleTime(changed);
    return new Change.Changed(changed);
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

  private static Connector withDraft(Connector connector, Configuration draft) {
    return switch (connector) {
      case Configured configured ->
          new Configured(next(connector), draft, configured.active(), configured.since());
      case Unconfigured parked ->
          new Unconfigured(next(connector), draft, parked.active(), parked.reasons());
    };
  }

  private static Connector paused(Connector connector, boolean paused) {
    var old = next(connector);
    var registration =
        new Registration(
            old.id(), old.name(), old.platform(), paused, old.version(), old.createdAt());
    if (connector.registration().paused() == paused) {
      return connector;
    }
    return switch (connector) {
      case Configured it -> new Configured(registration, it.draft(), it.active(), it.since());
      case Unconfigured it -> new Unconfigured(registration, it.draft(), it.active(), it.reasons());
    };
  }

  private static Configuration active(Connector connector) {
    var active = connector.active();
    if (active == null) {
      throw new IllegalStateException(connector.id() + ": there is nothing to reinstate");
    }
    return active;
  }

  private static Registration next(Connector connector) {
    var old = connector.registration();
    return new Registration(
        old.id(), old.name(), old.platform(), old.paused(), old.version() + 1, old.createdAt());
  }
}
