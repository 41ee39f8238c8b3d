package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Fault.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads one fault rule from JSON, strictly: a misspelt rule that silently does nothing would let a
 * test pass for no reason.
 */
final class FaultReader {
  private static final Set<String> MEMBERS =
      Set.of(
          "times",
          "match",
          "delay_ms",
          "code",
          "message",
          "http_status",
          "raw",
          "garbage",
          "hang_up",
          "swallow");

  private static final Set<String> RAW =
      Set.of("body", "content_type", "status", "headers", "missing_bytes");

  private FaultReader() {}

  static Fault read(ObjectNode rule) {
    onlyKnown(rule, MEMBERS);
    var match = object(rule, "match", Set.of("path", "event", "event_source_id"));
    return new Fault(
        times(rule.path("times")),
        new Fault.Match(
            text(match, "path").orElse(Fault.TRACK),
            text(match, "event"),
            text(match, "event_source_id")),
        effect(rule),
        Duration.ofMillis(number(rule, "delay_ms", 0)));
  }

  private static long times(JsonNode times) {
    if (times.isMissingNode()) {
      return 1;
    }
    if (times.stringValue("").equals("forever")) {
      return Fault.FOREVER;
    }
    if (!times.isIntegralNumber() || !times.canConvertToLong()) {
      throw new IllegalArgumentException("times: wanted an integer or \"forever\"");
    }
    return times.longValue();
  }

  private static Effect effect(ObjectNode rule) {
    var effects = new ArrayList<Effect>();
    if (rule.has("code")) {
      effects.add(answer(rule));
    }
    if (rule.has("raw")) {
      effects.add(raw(object(rule, "raw", RAW)));
    }
    if (rule.has("garbage")) {
      effects.add(garbage(text(rule, "garbage").orElse("")));
    }
    if (rule.has("hang_up")) {
      effects.add(hangUp(text(rule, "hang_up").orElse("")));
    }
    if (rule.has("swallow")) {
      effects.add(swallow(rule.path("swallow")));
    }
    return single(effects, rule);
  }

  private static Effect single(List<Effect> effects, ObjectNode rule) {
    if (effects.size() > 1) {
      throw new IllegalArgumentException(
          "fault: wanted one of code, raw, garbage, hang_up and swallow");
    }
    if (!rule.has("code") && (rule.has("message") || rule.has("http_status"))) {
      throw new IllegalArgumentException("fault: message and http_status go with a code");
    }
    if (effects.isEmpty() && !rule.has("delay_ms")) {
      throw new IllegalArgumentException(
          "fault: wanted one of code, raw, garbage, hang_up, swallow and delay_ms");
    }
    return effects.isEmpty() ? new Effect.Slow() : effects.getFirst();
  }

  private static Effect answer(ObjectNode rule) {
    return new Effect.Answer(
        number(rule, "code", 0),
        text(rule, "message").orElse("Simulated fault."),
        number(rule, "http_status", 200));
  }

  private static Effect raw(ObjectNode raw) {
    return new Effect.Raw(
        number(raw, "status", 200),
        text(raw, "content_type").orElse("text/html"),
        text(raw, "body").orElse(""),
        headers(raw),
        number(raw, "missing_bytes", 0));
  }

  private static Map<String, String> headers(ObjectNode raw) {
    if (!raw.has("headers")) {
      return Map.of();
    }
    if (!(raw.path("headers") instanceof ObjectNode given)) {
      throw new IllegalArgumentException("headers: wanted an object");
    }
    var headers = new HashMap<String, String>();
    for (var header : given.properties()) {
      headers.put(header.getKey(), text(given, header.getKey()).orElse(""));
    }
    return headers;
  }

  private static Effect garbage(String kind) {
    for (var known : Fault.Garbage.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(kind)) {
        return known.raw();
      }
    }
    throw new IllegalArgumentException(
        "garbage: wanted html, empty, truncated, wrong_type or oversized");
  }

  private static Effect hangUp(String when) {
    return switch (when) {
      case "before_reading" -> new Effect.HangUpBeforeReading();
      case "after_processing" -> new Effect.HangUpAfterProcessing();
      default ->
          throw new IllegalArgumentException("hang_up: wanted before_reading or after_processing");
    };
  }

  private static Effect swallow(JsonNode swallow) {
    if (!swallow.isBoolean() || !swallow.booleanValue()) {
      throw new IllegalArgumentException("swallow: wanted true");
    }
    return new Effect.Swallow();
  }

  private static ObjectNode object(ObjectNode from, String name, Set<String> members) {
    if (!from.has(name)) {
      return Json.object();
    }
    if (from.path(name) instanceof ObjectNode object) {
      onlyKnown(object, members);
      return object;
    }
    throw new IllegalArgumentException(name + ": wanted an object");
  }

  private static Optional<String> text(ObjectNode from, String name) {
    if (from.has(name) && !from.path(name).isString()) {
      throw new IllegalArgumentException(name + ": wanted a string");
    }
    return from.path(name).stringValueOpt();
  }

  private static int number(ObjectNode from, String name, int otherwise) {
    if (!from.has(name)) {
      return otherwise;
    }
    if (!from.path(name).isIntegralNumber() || !from.path(name).canConvertToInt()) {
      throw new IllegalArgumentException(name + ": wanted an integer");
    }
    return from.path(name).intValue();
  }

  private static void onlyKnown(ObjectNode object, Set<String> members) {
    for (var member : object.properties()) {
      if (!members.contains(member.getKey())) {
        throw new IllegalArgumentException(
            "fault: unknown member, wanted some of " + members.stream().sorted().toList());
      }
    }
  }
}
