package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Mappings, events and anything at all, made of the words of the language; the same for a seed. */
final class RandomMappings {
  private static final List<String> WORDS =
      List.of(
          "fields",
          "base",
          "path",
          "constant",
          "template",
          "sum",
          "first",
          "each",
          "of",
          "times",
          "when",
          "required",
          "table",
          "otherwise",
          "convert",
          "default",
          "in",
          "exists",
          "all",
          "any",
          "not",
          "name",
          "region",
          "setting",
          "length",
          "country",
          "allowed",
          "/a",
          "/a/b",
          "a",
          "",
          "/",
          "/~");
  private static final List<String> TEXTS =
      List.of(
          "/a",
          "/a/b",
          "/l",
          "/l/0",
          "",
          "x",
          "{/a}",
          "{",
          "trim",
          "sha256",
          "truncate",
          "e164",
          "keep",
          "omit",
          "Jo@x.io",
          "+44 20 7946 0018",
          "12.50",
          " ",
          "/~2",
          "8.8.8.8",
          "2026-05-01T12:00:00Z");
  private static final List<String> NUMBERS =
      List.of("0", "1", "-2.50", "1e90", "12345678901", "3");
  private static final List<String> POINTERS =
      List.of("/a", "/b", "/a/b", "/a/c", "/l", "/l/0", "/n", "/t", "", "/none");
  private static final List<String> OPTIONS =
      List.of(
          "\"default\": 7",
          "\"required\": true",
          "\"required\": false",
          "\"table\": {\"x\": {\"y\": 1}, \"trim\": \"z\"}",
          "\"table\": {\"x\": 1}, \"otherwise\": \"omit\"",
          "\"when\": {\"path\": \"/a\", \"exists\": true}",
          "\"when\": {\"any\": [{\"path\": \"/t\", \"in\": [\"x\", 1]},"
              + " {\"not\": {\"path\": \"/b\", \"exists\": true}}]}");
  private static final List<String> TARGETS = List.of("/x", "/y", "/z/a", "/z/b/c", "/w");
  private static final List<String> CONVERSIONS =
      Conversions.names().stream().filter(name -> !name.equals("truncate")).toList();

  private final RandomGenerator random;

  RandomMappings(long seed) {
    this.random = new Random(seed);
  }

  JsonObject anything() {
    return object(WORDS, 4, true);
  }

  JsonObject event() {
    return JsonObject.builder()
        .put("a", json(List.of("a", "b", "c"), 2, false))
        .put("b", json(List.of("n", "t"), 1, false))
        .put("l", new JsonArray(list(List.of("a", "n", "t"), 2, false)))
        .put("n", number())
        .put("t", one(TEXTS))
        .build();
  }

  /** A mapping without a mistake. */
  JsonObject mapping() {
    return JsonObject.builder().put("fields", fields(2)).build();
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Json number() {
    return Json.of(new BigDecimal(one(NUMBERS)));
  }

  private Json json(List<String> names, int depth, boolean nulls) {
    return switch (random.nextInt(depth == 0 ? 4 : 8)) {
      case 0, 1 -> Json.of(one(TEXTS));
      case 2 -> number();
      case 3 -> nulls && random.nextBoolean() ? JsonNull.NULL : Json.of(random.nextBoolean());
      case 4, 5 -> new JsonArray(list(names, depth - 1, nulls));
      default -> object(names, depth - 1, nulls);
    };
  }

  private List<Json> list(List<String> names, int depth, boolean nulls) {
    var elements = new ArrayList<Json>();
    for (int i = random.nextInt(4); i > 0; i--) {
      elements.add(json(names, depth, nulls));
    }
    return elements;
  }

  private JsonObject object(List<String> names, int depth, boolean nulls) {
    var members = new LinkedHashMap<String, Json>();
    for (int i = random.nextInt(5); i > 0; i--) {
      members.put(one(names), json(names, depth, nulls));
    }
    return new JsonObject(members);
  }

  private JsonObject fields(int depth) {
    var fields = new LinkedHashMap<String, Json>();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      fields.put(one(TARGETS), rule(depth));
    }
    return new JsonObject(fields);
  }

  private Json rule(int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 8)) {
      case 0 -> JsonText.json("{\"constant\": {\"k\": [1]}}");
      case 1, 2 -> converted("\"path\": \"" + one(POINTERS) + "\"");
      case 3 -> converted("\"path\": [\"/none\", \"" + one(POINTERS) + "\"]");
      case 4 -> converted("\"template\": \"{" + one(POINTERS) + "}-{{{/t}\"");
      case 5 ->
          converted(
              "\"sum\": {\"each\": \""
                  + one(POINTERS)
                  + "\", \"of\": [\"\", \"/n\"], \"times\": {\"path\": \"/a\", \"default\": 2}}");
      case 6 ->
          JsonObject.builder().put("each", one(POINTERS)).put("fields", fields(depth - 1)).build();
      default ->
          JsonObject.builder().put("first", JsonArray.of(alternative(), alternative())).build();
    };
  }

  private Json alternative() {
    var rule = (JsonObject) rule(0);
    var members = new LinkedHashMap<>(rule.members());
    members.remove("required");
    return new JsonObject(members);
  }

  private Json converted(String head) {
    var steps = new ArrayList<String>();
    for (int i = random.nextInt(4); i > 0; i--) {
      steps.add("\"" + one(CONVERSIONS) + "\"");
    }
    var option = random.nextBoolean() ? "" : ", " + one(OPTIONS);
    return JsonText.json(
        "{" + head + ", \"convert\": [" + String.join(", ", steps) + "]" + option + "}");
  }
}
