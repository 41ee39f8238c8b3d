package dev.waybill.inbound.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.Connector.Registration;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Connectors.Change;
import dev.waybill.domain.connector.Connectors.Deletion;
import dev.waybill.domain.connector.Connectors.WaitingEvents;
import dev.waybill.domain.connector.LaneStart;
import dev.waybill.domain.connector.ManageConnectors;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.connector.VerifyConnector;
import dev.waybill.domain.credential.SealedCredential;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.source.SourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Connectors in a map. One named {@code busy} has events waiting, one named {@code moving} is
 * changed by somebody whenever it is verified or paused.
 */
public final class FakeConnectors implements ManageConnectors, VerifyConnector {
  public static final String SECRET = "s3cret-access-token";
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final SortedMap<Integer, Connector> connectors = new TreeMap<>();

  @Override
  public synchronized Registered register(JsonObject request) {
    var name = request.string("name");
    var platform = request.string("platform");
    if (name == null || platform == null) {
      return new Registered.Invalid(
          List.of(Problem.at(JsonPointer.ROOT.at("platform"), "required", "It is missing.")));
    }
    var registration =
        new Registration(new ConnectorId(connectors.size() + 1), name, platform, false, 1, NOW);
    return new Registered.Done(
        put(unconfigured(registration, Configuration.empty(Set.of(new SourceId(1))))));
  }

  @Override
  public synchronized Optional<Connector> find(ConnectorId id) {
    return Optional.ofNullable(connectors.get(id.number()));
  }

  @Override
  public synchronized List<Connector> all() {
    return List.copyOf(connectors.values());
  }

  @Override
  public List<String> missing(Connector connector) {
    return connector instanceof Connector.Unconfigured ? List.of("A credential.") : List.of();
  }

  @Override
  public synchronized DraftEdited editDraft(ConnectorId id, long version, JsonObject patch) {
    var connector = connectors.get(id.number());
    if (connector == null) {
      return new DraftEdited.NotFound();
    }
    if (connector.registration().version() != version) {
      return new DraftEdited.Stale(connector.registration().version());
    }
    if (patch.get("nonsense") != null) {
      return new DraftEdited.Invalid(
          List.of(Problem.at(JsonPointer.ROOT.at("nonsense"), "not_allowed", "Not here.")));
    }
    var draft =
        new Configuration(
            patch.object("settings"),
            new SealedCredential(SECRET.getBytes(UTF_8)),
            Set.of(new SourceId(2), new SourceId(1)),
            new LaneStart.At(NOW),
            null,
            null,
            null,
            Set.of());
    return new DraftEdited.Done(put(unconfigured(next(connector, false), draft)));
  }

  @Override
  public Change pause(ConnectorId id) {
    return change(id, true);
  }

  @Override
  public Change resume(ConnectorId id) {
    return change(id, false);
  }

  private synchronized Change change(ConnectorId id, boolean paused) {
    var connector = connectors.get(id.number());
    if (connector == null) {
      return new Change.NotFound();
    }
    if (connector.registration().name().equals("moving")) {
      return new Change.Stale(9);
    }
    return new Change.Changed(
        put(unconfigured(next(connector, paused), Configuration.empty(Set.of()))));
  }

  @Override
  public synchronized Deletion delete(ConnectorId id, WaitingEvents waiting) {
    var connector = connectors.get(id.number());
    if (connector == null) {
      return new Deletion.NotFound();
    }
    if (connector.registration().name().equals("busy") && waiting == WaitingEvents.KEEP) {
      return new Deletion.EventsWaiting(42);
    }
    connectors.remove(id.number());
    return new Deletion.Deleted(waiting == WaitingEvents.DISCARD ? 42 : 0);
  }

  @Override
  public synchronized Verification verify(ConnectorId id, Set<String> confirmed) {
    var connector = connectors.get(id.number());
    if (connector == null) {
      return new Verification.NotFound();
    }
    var checks =
        List.of(
            new Check("settings", true, false, "They are valid."),
            new Check("permission", confirmed.contains("permission"), true, "Not checkable."));
    if (connector.registration().name().equals("moving")) {
      return new Verification.Changed(checks);
    }
    if (!confirmed.contains("permission")) {
      return new Verification.Done(false, checks, connector);
    }
    var active = connector.draft();
    return new Verification.Done(
        true,
        checks,
        put(
            new Connector.Configured(
                next(connector, false),
                null,
                active == null ? Configuration.empty(Set.of()) : active,
                NOW)));
  }

  @Override
  public Verification recheck(ConnectorId id) {
    return new Verification.NotFound();
  }

  private static Connector unconfigured(Registration registration, Configuration draft) {
    return new Connector.Unconfigured(
        registration,
        draft,
        null,
        List.of(new Reason("never_verified", "It was not verified yet.", NOW)));
  }

  private static Registration next(Connector connector, boolean paused) {
    var old = connector.registration();
    return new Registration(
        old.id(), old.name(), old.platform(), paused, old.version() + 1, old.createdAt());
  }

  private Connector put(Connector connector) {
    connectors.put(connector.id().number(), connector);
    return connector;
  }
}
