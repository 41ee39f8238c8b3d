package dev.waybill.inbound.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.Confirmation;
import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.Connector.Registration;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Connectors.Change;
import dev.waybill.domain.connector.Connectors.Deletion;
import dev.waybill.domain.connector.Connectors.WaitingEvents;
import dev.waybill.domain.connector.LaneStart;
import dev.waybill.domain.connector.ManageConnectors;
import dev.waybill.domain.connector.ManageCredentials;
import dev.waybill.domain.connector.RateLimit;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.connector.Revision;
import dev.waybill.domain.connector.VerifyConnector;
import dev.waybill.domain.credential.SealedCredential;
import dev.waybill.domain.credential.StoredCredential;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.source.SourceId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Connectors in a map. One named {@code busy} has events waiting, one named {@code moving} is
 * changed by somebody whenever it is verified or paused.
 */
public final class FakeConnectors implements ManageConnectors, VerifyConnector, ManageCredentials {
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
        new Registration(
            new ConnectorId(connectors.size() + 1), name, platform, false, null, 1, 0, NOW);
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
    for (var place : List.of("/nonsense", "/mapping/nonsense")) {
      var pointer = JsonPointer.parse(place);
      if (pointer.resolve(patch) != null) {
        return new DraftEdited.Invalid(List.of(Problem.at(pointer, "not_allowed", "Not here.")));
      }
    }
    if ("https://gone.example".equals(patch.object("settings").string("url"))) {
      return new DraftEdited.Invalid(
          List.of(
              Problem.at(
                  JsonPointer.ROOT.at("platform"), "unknown_platform", "Its adapter is gone."),
              Problem.at(JsonPointer.ROOT.at("sources"), "wrong_type", "Wanted an array.")));
    }
    var earlier = connector.draft();
    var draft =
        new Configuration(
            patch.object("settings"),
            StoredCredential.given(new SealedCredential(SECRET.getBytes(UTF_8)), NOW),
            Set.of(new SourceId(2), new SourceId(1)),
            new LaneStart.At(NOW),
            given(patch, "mapping", earlier == null ? null : earlier.mapping())
                    instanceof JsonObject mapping
                ? mapping
                : null,
            given(patch, "mapping_tests", earlier == null ? null : earlier.mappingTests())
                    instanceof JsonArray tests
                ? tests
                : null,
            null,
            RateLimit.NONE,
            List.of(new Confirmation("permission", "Ada", NOW)));
    return new DraftEdited.Done(put(with(draft, connector)));
  }

  private static Connector with(Configuration draft, Connector connector) {
    var registration = next(connector, connector.registration().paused());
    return switch (connector) {
      case Connector.Configured it ->
          new Connector.Configured(registration, draft, it.active(), it.since());
      case Connector.Unconfigured it ->
          new Connector.Unconfigured(registration, draft, it.active(), it.reasons());
    };
  }

  /** The member, or what there was where the patch does not name it. */
  private static @Nullable Json given(JsonObject patch, String member, @Nullable Json earlier) {
    var given = patch.get(member);
    return given == null ? earlier : given;
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
    return new Change.Changed(put(as(next(connector, paused), connector)));
  }

  private static Connector as(Registration registration, Connector connector) {
    return switch (connector) {
      case Connector.Configured it ->
          new Connector.Configured(registration, it.draft(), it.active(), it.since());
      case Connector.Unconfigured it ->
          new Connector.Unconfigured(registration, it.draft(), it.active(), it.reasons());
    };
  }

  /** It was Configured once, and is parked with that code since a minute. */
  public synchronized void park(ConnectorId id, String code, String message) {
    var connector = Objects.requireNonNull(connectors.get(id.number()));
    put(
        new Connector.Unconfigured(
            next(connector, connector.registration().paused()),
            null,
            Configuration.empty(Set.of(new SourceId(1))),
            List.of(new Reason(code, message, NOW.minusSeconds(60)))));
  }

  /** Somebody works at a draft besides what is in use, with another URL. */
  public synchronized void work(ConnectorId id, String url) {
    var connector = Objects.requireNonNull(connectors.get(id.number()));
    var draft =
        new Configuration(
            JsonObject.builder().put("url", url).build(),
            null,
            Set.of(new SourceId(1)),
            new LaneStart.Now(),
            null,
            null,
            null,
            RateLimit.NONE,
            List.of());
    put(
        new Connector.Configured(
            next(connector, connector.registration().paused()),
            draft,
            Configuration.empty(Set.of(new SourceId(1))),
            NOW));
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
  public Verification verify(ConnectorId id) {
    return verified(id, null);
  }

  @Override
  public Verification confirm(ConnectorId id, String check, String by) {
    return check.equals("permission")
        ? verified(id, new Confirmation(check, by, NOW))
        : new Verification.NothingToConfirm(checks(null));
  }

  private static List<Check> checks(@Nullable Confirmation confirmation) {
    return List.of(
        new Check("settings", true, false, null, "They are valid."),
        new Check("permission", confirmation != null, true, confirmation, "Not checkable."));
  }

  private synchronized Verification verified(ConnectorId id, @Nullable Confirmation confirmation) {
    var connector = connectors.get(id.number());
    if (connector == null) {
      return new Verification.NotFound();
    }
    var checks = checks(confirmation);
    if (connector.registration().name().equals("moving")) {
      return new Verification.Changed(checks);
    }
    if (confirmation == null) {
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

  @Override
  public Optional<Reason> probe(Connector.Configured connector) {
    return Optional.empty();
  }

  @Override
  public synchronized Optional<List<Revision>> revisions(ConnectorId id) {
    return find(id).map(_ -> List.of(new Revision(1, NOW, Configuration.empty(Set.of()))));
  }

  @Override
  public DraftEdited bringBack(ConnectorId id, long version, int revision) {
    return revision == 1 ? editDraft(id, version, JsonObject.EMPTY) : new DraftEdited.NotFound();
  }

  /** A connector named {@code bare} has no flow, {@code half} one that is not set up. */
  @Override
  public Begun authorize(ConnectorId id) {
    return switch (find(id).map(found -> found.registration().name()).orElse("")) {
      case "" -> new Begun.NotFound();
      case "bare" -> new Begun.NotOffered();
      case "half" -> new Begun.NotSetUp(List.of("WAYBILL_MAILBOX_APP_ID"));
      default ->
          new Begun.Started(
              URI.create("https://platform.example/auth?state=s"), Duration.ofMinutes(10));
    };
  }

  @Override
  public Completed complete(Map<String, String> callback) {
    return switch (callback.getOrDefault("state", "")) {
      case "good" -> new Completed.Done(connectors.firstEntry().getValue(), List.of("<adv-1>"));
      case "refused" -> new Completed.Refused("40110", "The <code> was used.");
      case "away" -> new Completed.Unavailable("No answer.");
      default -> new Completed.UnknownState();
    };
  }

  @Override
  public Deleted delete(ConnectorId id, boolean localOnly) {
    var connector = find(id).orElse(null);
    if (connector == null) {
      return new Deleted.NotFound();
    }
    return switch (connector.registration().name()) {
      case "bare" -> new Deleted.Nothing();
      case "moving" -> new Deleted.Changed();
      case "away" ->
          localOnly
              ? new Deleted.Done(false, "No answer.", connector)
              : new Deleted.Unavailable("No answer.");
      default -> new Deleted.Done(true, "It is over.", connector);
    };
  }

  @Override
  public List<Reason> renew(Connector connector) {
    return List.of();
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
        old.id(),
        old.name(),
        old.platform(),
        paused,
        paused ? NOW.minusSeconds(120) : null,
        old.version() + 1,
        old.revision(),
        old.createdAt());
  }

  private Connector put(Connector connector) {
    connectors.put(connector.id().number(), connector);
    return connector;
  }
}
