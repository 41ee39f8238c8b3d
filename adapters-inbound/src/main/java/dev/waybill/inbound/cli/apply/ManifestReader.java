package dev.waybill.inbound.cli.apply;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.NearestName;
import dev.waybill.inbound.cli.CommandFailedException;
import dev.waybill.inbound.cli.apply.Manifest.WantedConnector;
import dev.waybill.inbound.cli.apply.Manifest.WantedCredential;
import dev.waybill.inbound.cli.apply.Manifest.WantedSource;
import dev.waybill.inbound.cli.yaml.YamlDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads a manifest, finding every mistake at once. One use, one thread. */
public final class ManifestReader {
  private static final List<String> TOP = List.of("sources", "connectors");
  private static final List<String> SOURCE = List.of("name", "write_key_file");
  private static final List<String> DRAFT =
      List.of("settings", "start", "mapping", "mapping_tests", "filter", "rate");
  private static final List<String> CONNECTOR =
      List.of(
          "name",
          "platform",
          "sources",
          "settings",
          "credential",
          "start",
          "mapping",
          "mapping_tests",
          "filter",
          "rate",
          "confirm",
          "confirm_by",
          "paused");

  private final YamlDocument file;
  private final Path folder;
  private final Faults faults;
  private final References references;

  private ManifestReader(YamlDocument file, Path folder, Map<String, String> environment) {
    this.file = file;
    this.folder = folder;
    this.faults = new Faults(file);
    this.references = new References(environment, folder, faults);
  }

  /**
   * @param folder where files that it names lie
   * @throws CommandFailedException with every mistake in it
   */
  public static Manifest read(YamlDocument file, Path folder, Map<String, String> environment) {
    return new ManifestReader(file, folder, environment).read();
  }

  private Manifest read() {
    var top = object(file.root(), JsonPointer.ROOT, TOP);
    var sources = all(top, "sources", SOURCE, this::source);
    var connectors = all(top, "connectors", CONNECTOR, this::connector);
    refuseTwins(sources.stream().map(WantedSource::at).toList(), "source");
    refuseSharedFiles(sources);
    refuseTwins(connectors.stream().map(WantedConnector::at).toList(), "connector");
    if (sources.isEmpty() && connectors.isEmpty()) {
      faults.add(JsonPointer.ROOT, "wanted sources, connectors or both.");
    }
    faults.refuseIfAny();
    return new Manifest(file, sources, connectors);
  }

  private JsonObject object(Json value, JsonPointer here, List<String> known) {
    if (!(value instanceof JsonObject object)) {
      faults.add(here, "wanted members by name, got " + value.kind() + ".");
      return JsonObject.EMPTY;
    }
    for (var name : object.members().keySet()) {
      if (!known.contains(name)) {
        faults.add(here.at(name), "there is no such member." + NearestName.hint(known, name));
      }
    }
    return object;
  }

  private <T> List<T> all(
      JsonObject top, String name, List<String> known, BiFunction<JsonObject, JsonPointer, T> one) {
    var found = new ArrayList<T>();
    var here = JsonPointer.ROOT.at(name);
    for (var element : list(top, name, JsonPointer.ROOT)) {
      var at = here.at(found.size());
      found.add(one.apply(object(element, at, known), at));
    }
    return found;
  }

  private List<Json> list(JsonObject of, String name, JsonPointer here) {
    return switch (of.get(name)) {
      case null -> List.of();
      case JsonArray(var elements) -> elements;
      case Json other -> {
        faults.add(here.at(name), "wanted a list, got " + other.kind() + ".");
        yield List.of();
      }
    };
  }

  private void refuseTwins(List<JsonPointer> places, String kind) {
    var names = new HashSet<String>();
    for (var place : places) {
      var name = place.at("name").resolve(file.root());
      var text = name == null ? null : name.text();
      if (text != null && !names.add(text)) {
        faults.add(place.at("name"), "there are two " + kind + "s '" + text + "'.");
      }
    }
  }

  private void refuseSharedFiles(List<WantedSource> sources) {
    var files = new HashSet<Path>();
    for (var source : sources) {
      var file = source.keyFile();
      if (file != null && !files.add(file.normalize())) {
        faults.add(source.at().at("write_key_file"), "another source has its key in that file.");
      }
    }
  }

  private WantedSource source(JsonObject source, JsonPointer here) {
    var keyFile = optional(source, "write_key_file", here);
    return new WantedSource(
        here, wanted(source, "name", here), keyFile == null ? null : folder.resolve(keyFile));
  }

  private WantedConnector connector(JsonObject connector, JsonPointer here) {
    var draft = JsonObject.builder();
    var written = JsonObject.builder();
    for (var name : DRAFT) {
      var member = connector.get(name);
      if (member != null) {
        written.put(name, member);
        // A mapping has braces of its own.
        draft.put(
            name, name.equals("settings") ? references.follow(member, here.at(name)) : member);
      }
    }
    return new WantedConnector(
        here,
        wanted(connector, "name", here),
        wanted(connector, "platform", here),
        connector.get("sources") == null ? null : texts(connector, "sources", here),
        draft.build(),
        written.build(),
        credential(connector, here),
        texts(connector, "confirm", here),
        optional(connector, "confirm_by", here),
        paused(connector, here));
  }

  private @Nullable WantedCredential credential(JsonObject connector, JsonPointer here) {
    var given = connector.get("credential");
    if (given == null) {
      return null;
    }
    var at = here.at("credential");
    if (!(given instanceof JsonObject written)) {
      faults.add(at, "wanted members by name, got " + given.kind() + ".");
      return null;
    }
    for (var member : written.members().entrySet()) {
      var text = member.getValue().text();
      if (text == null || !References.isIn(text)) {
        faults.add(
            at.at(member.getKey()),
            "wanted ${NAME} or ${file:path}: a secret has no place in this file.");
      }
    }
    return new WantedCredential(references.follow(written, at), written);
  }

  private List<String> texts(JsonObject of, String name, JsonPointer here) {
    var texts = new ArrayList<String>();
    for (var element : list(of, name, here)) {
      var text = element.text();
      if (text == null) {
        faults.add(here.at(name).at(texts.size()), "wanted text, got " + element.kind() + ".");
      }
      texts.add(text == null ? "" : text);
    }
    return texts;
  }

  private @Nullable Boolean paused(JsonObject connector, JsonPointer here) {
    return switch (connector.get("paused")) {
      case null -> null;
      case JsonBoolean paused -> paused.value();
      case Json other -> {
        faults.add(here.at("paused"), "wanted true or false, got " + other.kind() + ".");
        yield null;
      }
    };
  }

  private String wanted(JsonObject of, String name, JsonPointer here) {
    var text = optional(of, name, here);
    if (of.get(name) == null) {
      faults.add(here, name + " is missing.");
    }
    return text == null ? "" : text;
  }

  private @Nullable String optional(JsonObject of, String name, JsonPointer here) {
    var member = of.get(name);
    var text = member == null ? null : member.text();
    if (member != null && (text == null || text.isBlank())) {
      faults.add(
          here.at(name), "wanted text, got " + (text == null ? member.kind() : "nothing") + ".");
    }
    return text;
  }
}
