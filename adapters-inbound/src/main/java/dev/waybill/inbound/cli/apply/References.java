package dev.waybill.inbound.cli.apply;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts values in the place of <code>${NAME}</code>, a variable of the environment, and <code>
 * ${file:path}</code>, a file beside the one that names it. A dollar sign before either stands for
 * itself.
 */
final class References {
  private static final Pattern REFERENCE =
      Pattern.compile("(\\$?)\\$\\{(?:file:([^}]+)|([A-Za-z_][A-Za-z0-9_]*))}");

  private final Map<String, String> environment;
  private final Path folder;
  private final Faults faults;

  References(Map<String, String> environment, Path folder, Faults faults) {
    this.environment = environment;
    this.folder = folder;
    this.faults = faults;
  }

  /** Whether there is a reference in that text. */
  static boolean isIn(String text) {
    return REFERENCE.matcher(text).results().anyMatch(found -> found.group(1).isEmpty());
  }

  /** The value with every reference followed; what cannot be followed is a fault. */
  Json follow(Json value, JsonPointer here) {
    return switch (value) {
      case JsonString(var text) -> Json.of(follow(text, here));
      case JsonArray(var elements) -> {
        var followed = new ArrayList<Json>();
        for (var element : elements) {
          followed.add(follow(element, here.at(followed.size())));
        }
        yield new JsonArray(followed);
      }
      case JsonObject object -> follow(object, here);
      case JsonBoolean _, JsonNull _, JsonNumber _ -> value;
    };
  }

  JsonObject follow(JsonObject object, JsonPointer here) {
    var followed = JsonObject.builder();
    object.members().forEach((name, member) -> followed.put(name, follow(member, here.at(name))));
    return followed.build();
  }

  private String follow(String text, JsonPointer here) {
    return REFERENCE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(found, here)));
  }

  private String value(MatchResult found, JsonPointer here) {
    if (!found.group(1).isEmpty()) {
      return found.group().substring(1);
    }
    var file = found.group(2);
    return file == null ? variable(found.group(3), here) : content(file, here);
  }

  private String variable(String name, JsonPointer here) {
    var value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      faults.add(here, "the environment variable " + name + " is not set.");
    }
    return value.strip();
  }

  private String content(String file, JsonPointer here) {
    try {
      var text = Files.readString(folder.resolve(file)).strip();
      if (text.isEmpty()) {
        faults.add(here, "the file " + file + " is empty.");
      }
      return text;
    } catch (IOException e) {
      faults.add(here, "the file " + file + " cannot be read.");
      return "";
    }
  }
}
