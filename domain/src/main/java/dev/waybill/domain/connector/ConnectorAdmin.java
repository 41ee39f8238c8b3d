package dev.waybill.domain.connector;

import dev.waybill.domain.connector.Connectors.Change;
import dev.waybill.domain.connector.Connectors.Deletion;
import dev.waybill.domain.connector.Connectors.WaitingEvents;
import dev.waybill.domain.credential.CredentialVault;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.source.Sources;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The connectors' rules, verification apart. */
public final class ConnectorAdmin implements ManageConnectors {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,99}");
  private static final Set<String> MEMBERS = Set.of("name", "platform", "sources");

  private final Connectors connectors;
  private final Platforms platforms;
  private final CredentialVault vault;
  private final SourceReferences sources;
  private final ConnectorListener listener;
  private final InstantSource clock;

  public ConnectorAdmin(
      Connectors connectors,
      Platforms platforms,
      CredentialVault vault,
      Sources sources,
      ConnectorListener listener,
      InstantSource clock) {
    this.connectors = connectors;
    this.platforms = platforms;
    this.vault = vault;
    this.sources = new SourceReferences(sources);
    this.listener = listener;
    this.clock = clock;
  }

  @Override
  public Registered register(JsonObject request) {
    var problems = new ArrayList<Problem>();
    for (var member : request.members().keySet()) {
      if (!MEMBERS.contains(member)) {
        problems.add(problem(member, "unknown_member", "Wanted name, platform and maybe sources."));
      }
    }
    var name = request.string("name");
    if (name == null || !NAME.matcher(name).matches()) {
      problems.add(
          problem(
              "name",
              "bad_name",
              "Wanted 1 to 100 letters, digits, spaces, dots, dashes or underscores, beginning with"
                  + " a letter or digit."));
    }
    var platform = request.string("platform");
    if (platform == null || platforms.find(platform).isEmpty()) {
      problems.add(Platforms.unknown());
    }
    var given = request.get("sources");
    var subscribed = given == null ? sources.defaults() : sources.read(given, problems);
    if (!problems.isEmpty() || name == null || platform == null) {
      return new Registered.Invalid(problems);
    }
    return new Registered.Done(create(name, platform, subscribed));
  }

  private Connector create(String name, String platform, Set<SourceId> subscribed) {
    var reason =
        new Reason(
            "not_verified",
            "The connector is new: give it settings and a credential, then verify it.",
            clock.instant());
    return connectors.create(name, platform, Configuration.empty(subscribed), reason);
  }

  @Override
  public Optional<Connector> find(ConnectorId id) {
    return connectors.find(id);
  }

  @Override
  public List<Connector> all() {
    return connectors.all();
  }

  @Override
  public List<String> missing(Connector connector) {
    var draft = connector.draft();
    if (draft == null) {
      return List.of();
    }
    var missing = new ArrayList<String>();
    var provider = platforms.find(connector.registration().platform());
    if (provider.isEmpty()) {
      missing.add("the destination adapter of this platform, which is not installed");
    } else if (!platforms.check(provider.get(), draft.settings()).isEmpty()) {
      missing.add("settings that satisfy the platform's settings schema");
    }
    if (provider.isPresent() && draft.credential() == null && needsCredential(provider.get())) {
      missing.add("a credential");
    }
    if (draft.sources().isEmpty()) {
      missing.add("at least one source");
    }
    missing.add("a verification that passes");
    return missing;
  }

  private boolean needsCredential(DestinationProvider provider) {
    return !platforms.checkCredential(provider, JsonObject.EMPTY).isEmpty();
  }

  @Override
  public DraftEdited editDraft(ConnectorId id, long version, JsonObject patch) {
    var found = connectors.find(id).orElse(null);
    if (found == null) {
      return new DraftEdited.NotFound();
    }
    if (found.registration().version() != version) {
      return new DraftEdited.Stale(found.registration().version());
    }
    var provider = platforms.find(found.registration().platform()).orElse(null);
    if (provider == null) {
      return new DraftEdited.Invalid(List.of(Platforms.unknown()));
    }
    var edit = new DraftPatch(provider, platforms, vault, sources, clock);
    var draft = edit.apply(patch, DraftBase.of(found), id.toString());
    if (!edit.problems().isEmpty()) {
      return new DraftEdited.Invalid(edit.problems());
    }
    return edited(connectors.saveDraft(id, version, draft));
  }

  @Override
  public Optional<List<Revision>> revisions(ConnectorId id) {
    return connectors.find(id).map(_ -> connectors.revisions(id));
  }

  @Override
  public DraftEdited bringBack(ConnectorId id, long version, int revision) {
    var found = connectors.find(id).orElse(null);
    var kept = found == null ? null : connectors.revision(id, revision).orElse(null);
    if (found == null || kept == null) {
      return new DraftEdited.NotFound();
    }
    var credential = DraftBase.of(found).credential();
    // What was vouched for then may not hold any more.
    var draft = kept.configuration().with(credential).unconfirmed();
    return edited(connectors.saveDraft(id, version, draft));
  }

  private static DraftEdited edited(Change change) {
    return switch (change) {
      case Change.Changed(var connector) -> new DraftEdited.Done(connector);
      case Change.Stale(var current) -> new DraftEdited.Stale(current);
      case Change.NotFound _ -> new DraftEdited.NotFound();
    };
  }

  @Override
  public Change pause(ConnectorId id) {
    return heard(id, connectors.pause(id, true));
  }

  @Override
  public Change resume(ConnectorId id) {
    return heard(id, connectors.pause(id, false));
  }

  private Change heard(ConnectorId id, Change change) {
    listener.changed(id);
    return change;
  }

  @Override
  public Deletion delete(ConnectorId id, WaitingEvents waiting) {
    var deletion = connectors.delete(id, waiting);
    listener.changed(id);
    return deletion;
  }

  private static Problem problem(String member, String code, String message) {
    return Problem.at(JsonPointer.ROOT.at(member), code, message);
  }
}
