package dev.waybill.inbound.cli.apply;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.NearestName;
import dev.waybill.inbound.cli.Api;
import dev.waybill.inbound.cli.Document;
import dev.waybill.inbound.cli.apply.Manifest.WantedConnector;
import dev.waybill.inbound.cli.apply.Manifest.WantedSource;
import dev.waybill.inbound.cli.apply.Plan.ForConnector;
import dev.waybill.inbound.cli.apply.Plan.ForSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what is wanted with what there is. Changes nothing. One use, one thread. */
public final class Planner {
  private static final Set<String> CARED_FOR = Set.of("credential", "confirmed");

  private final Api api;
  private final Manifest manifest;
  private final Faults faults;
  private final boolean credentialsAgain;
  private List<Document> sources = List.of();
  private List<Document> connectors = List.of();
  private List<String> platforms = List.of();

  /**
   * @param credentialsAgain whether credentials that are set are sent once more
   */
  public Planner(Api api, Manifest manifest, boolean credentialsAgain) {
    this.api = api;
    this.manifest = manifest;
    this.faults = new Faults(manifest.file());
    this.credentialsAgain = credentialsAgain;
  }

  /**
   * @throws dev.waybill.inbound.cli.CommandFailedException with everything that cannot be
   */
  public Plan plan() throws InterruptedException {
    sources = api.get("/v1/sources").orRefused().body().documents("sources");
    connectors = api.get("/v1/connectors").orRefused().body().documents("connectors");
    platforms =
        api.get("/v1/platforms").orRefused().body().documents("platforms").stream()
            .map(platform -> platform.text("type"))
            .toList();
    var forSources = manifest.sources().stream().map(this::source).toList();
    var forConnectors = new ArrayList<ForConnector>();
    for (var connector : manifest.connectors()) {
      forConnectors.add(connector(connector));
    }
    faults.refuseIfAny();
    return new Plan(manifest, forSources, forConnectors);
  }

  private ForSource source(WantedSource wanted) {
    var found = named(sources, wanted.name());
    if (!found.isEmpty() && found.getFirst().has("closed_at")) {
      faults.add(wanted.at().at("name"), "this source is closed, for good.");
    }
    var keyFile = wanted.keyFile();
    boolean lacksFile = keyFile != null && !Files.exists(keyFile);
    if (keyFile != null && lacksFile && !Files.isDirectory(folder(keyFile))) {
      faults.add(wanted.at().at("write_key_file"), "there is no folder " + folder(keyFile) + ".");
    }
    boolean hasKey = !found.isEmpty() && hasKey(found.getFirst());
    return new ForSource(
        wanted,
        found.isEmpty() ? null : found.getFirst().text("id"),
        lacksFile && !hasKey,
        lacksFile && hasKey
            ? "It has a write key in use, and none in "
                + keyFile
                + ": bring that file, or make another key with ./waybill sources add-key."
            : "");
  }

  private static boolean hasKey(Document source) {
    return source.documents("keys").stream().anyMatch(key -> !key.has("revoked_at"));
  }

  private static Path folder(Path file) {
    return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
  }

  private static List<Document> named(List<Document> all, String name) {
    return all.stream().filter(one -> one.text("name").equals(name)).toList();
  }

  private ForConnector connector(WantedConnector wanted) throws InterruptedException {
    checkSettings(wanted);
    checkSources(wanted);
    var found = named(connectors, wanted.name());
    if (found.size() > 1) {
      faults.add(wanted.at().at("name"), "there are several connectors of that name.");
    }
    if (found.isEmpty()) {
      var changed = differences(wanted, Document.EMPTY);
      boolean paused = Boolean.TRUE.equals(wanted.paused());
      return new ForConnector(
          wanted, null, changed, wanted.credential() != null, true, paused ? true : null, "");
    }
    var existing = found.getFirst();
    if (!existing.text("platform").equals(wanted.platform())) {
      faults.add(
          wanted.at().at("platform"),
          "the connector is of " + existing.text("platform") + ", which cannot be changed.");
    }
    return change(wanted, existing);
  }

  private ForConnector change(WantedConnector wanted, Document existing) {
    boolean configured = existing.text("status").equals("configured");
    var active = existing.in("active");
    // What is in use is what is wanted: a draft beside it is somebody's unfinished work.
    boolean leavesDraft =
        configured
            && existing.has("draft")
            && !sends(wanted, active)
            && differences(wanted, active).isEmpty();
    boolean overDraft = existing.has("draft") && !leavesDraft;
    var now = overDraft ? existing.in("draft") : active;
    var changed = differences(wanted, now);
    boolean sends = sends(wanted, now) || (!configured && wanted.credential() != null);
    boolean verifies = !configured || sends || !changed.isEmpty() || overDraft;
    var paused = wanted.paused();
    boolean switches = paused != null && paused != existing.isTrue("paused");
    return new ForConnector(
        wanted,
        existing,
        changed,
        sends,
        verifies,
        switches ? paused : null,
        leavesDraft
            ? "There is a draft that this file has no part in; it is left as it is."
            : configured && overDraft ? alsoIn(wanted, existing) : "");
  }

  private boolean sends(WantedConnector wanted, Document now) {
    return wanted.credential() != null && (credentialsAgain || !now.in("credential").isTrue("set"));
  }

  /** What somebody else's draft brings along when it is put into use. */
  private static String alsoIn(WantedConnector wanted, Document existing) {
    var draft = existing.in("draft").json();
    var active = existing.in("active").json();
    var others =
        draft.members().keySet().stream()
            .filter(name -> wanted.draft().get(name) == null && !CARED_FOR.contains(name))
            .filter(name -> !name.equals("sources") || wanted.sources() == null)
            .filter(name -> !Objects.equals(draft.get(name), active.get(name)))
            .toList();
    return others.isEmpty()
        ? ""
        : "The draft there is goes into use with it, and also changes "
            + String.join(", ", others)
            + ".";
  }

  private List<Difference> differences(WantedConnector wanted, Document now) {
    var differences = new ArrayList<Difference>();
    var subscribed = wanted.sources();
    if (subscribed != null) {
      sources(subscribed, now, differences);
    }
    wanted
        .draft()
        .members()
        .forEach(
            (name, value) ->
                differences.addAll(
                    Difference.between(
                        name,
                        now.json().get(name),
                        normal(name, value),
                        written(wanted, name, value))));
    return differences;
  }

  private static Json written(WantedConnector wanted, String name, Json value) {
    var written = wanted.written().get(name);
    return written == null ? value : written;
  }

  /** As the API writes it: a time in UTC, now where no start is named, and no rate as nothing. */
  private static Json normal(String name, Json value) {
    if (name.equals("start") && value instanceof JsonNull) {
      return Json.of("now");
    }
    if (name.equals("settings") && value instanceof JsonNull) {
      return JsonObject.EMPTY;
    }
    if (name.equals("rate") && value.equals(JsonObject.EMPTY)) {
      return JsonNull.NULL;
    }
    var text = value.text();
    if (!name.equals("start") || text == null) {
      return value;
    }
    try {
      return Json.of(OffsetDateTime.parse(text).toInstant().toString());
    } catch (DateTimeException _) {
      return value;
    }
  }

  private void sources(List<String> subscribed, Document now, List<Difference> differences) {
    var names = subscribed.stream().map(this::nameOfSource).distinct().sorted().toList();
    var subscribedNow = now.texts("sources").stream().map(this::nameOfSource).sorted().toList();
    if (!names.equals(subscribedNow)) {
      differences.add(new Difference("sources", listed(subscribedNow), String.join(", ", names)));
    }
  }

  private static @Nullable String listed(List<String> names) {
    return names.isEmpty() ? null : String.join(", ", names);
  }

  private String nameOfSource(String idOrName) {
    return sources.stream()
        .filter(source -> source.text("id").equals(idOrName))
        .map(source -> source.text("name"))
        .findFirst()
        .orElse(idOrName);
  }

  /** Once for each place, however often it is compared. */
  private void checkSources(WantedConnector wanted) {
    var subscribed = wanted.sources() == null ? List.<String>of() : wanted.sources();
    for (int i = 0; i < subscribed.size(); i++) {
      checkSource(wanted.at().at("sources").at(i), subscribed.get(i));
    }
  }

  private void checkSource(JsonPointer at, String idOrName) {
    var name = nameOfSource(idOrName);
    var known = new ArrayList<>(manifest.sources().stream().map(WantedSource::name).toList());
    sources.forEach(source -> known.add(source.text("name")));
    if (!known.contains(name)) {
      faults.add(at, "there is no source '" + idOrName + "'." + NearestName.hint(known, idOrName));
    }
  }

  private void checkSettings(WantedConnector wanted) throws InterruptedException {
    if (!platforms.contains(wanted.platform())) {
      faults.add(
          wanted.at().at("platform"),
          "there is no platform '"
              + wanted.platform()
              + "'."
              + NearestName.hint(platforms, wanted.platform()));
    } else if (wanted.draft().get("settings") instanceof JsonObject settings) {
      var path = "/v1/platforms/" + Api.escaped(wanted.platform()) + "/validate";
      var at = wanted.at().at("settings");
      for (var problem : api.post(path, settings).orRefused().body().documents("problems")) {
        faults.add(below(at, problem.text("pointer")), problem.text("message"));
      }
    }
  }

  static JsonPointer below(JsonPointer at, String pointer) {
    var place = at;
    for (var token : JsonPointer.parse(pointer).tokens()) {
      place = place.at(token);
    }
    return place;
  }
}
