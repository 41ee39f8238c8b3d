package dev.waybill.domain.quality;

import dev.waybill.domain.destination.LintFinding;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonString;
import dev.waybill.domain.json.NearestName;
import dev.waybill.domain.telemetry.Traceparent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Members of an event that no rule of a mapping reads and that look like one that some rule does
 * read: most likely they are misspelt, and nothing else would ever tell.
 */
public final class UnreadMembers {
  private static final Pattern IN_TEMPLATE = Pattern.compile("\\{(/[^{}]*)}");

  /** What every event has, whether a mapping wants it or not. */
  private static final Set<String> ENVELOPE =
      Set.of(
          "event",
          "event_time",
          "event_source",
          "event_id",
          "context",
          "properties",
          Traceparent.NAME);

  private final Map<JsonPointer, Set<String>> membersRead = new HashMap<>();
  private final Set<JsonPointer> readWhole = new HashSet<>();

  /**
   * @param mapping as it is compiled, with its base put in
   */
  public UnreadMembers(JsonObject mapping) {
    membersRead.put(JsonPointer.ROOT, new HashSet<>(ENVELOPE));
    collect(mapping);
  }

  private void collect(Json written) {
    switch (written) {
      case JsonString(String text) when text.startsWith("/") -> add(text);
      case JsonString(String text) ->
          IN_TEMPLATE.matcher(text).results().forEach(place -> add(place.group(1)));
      case JsonArray(var elements) -> elements.forEach(this::collect);
      case JsonObject(var members) -> members.values().forEach(this::collect);
      default -> {}
    }
  }

  private void add(String path) {
    var at = JsonPointer.ROOT;
    for (var step : JsonPointer.parse(path).tokens()) {
      membersRead.computeIfAbsent(at, _ -> new HashSet<>()).add(step);
      at = at.at(step);
    }
    readWhole.add(at);
  }

  /** A finding for each of them, pointing into the event. */
  public List<LintFinding> findings(JsonObject event) {
    var findings = new ArrayList<LintFinding>();
    look(event, JsonPointer.ROOT, findings);
    return findings;
  }

  private void look(JsonObject object, JsonPointer at, List<LintFinding> findings) {
    var known = membersRead.getOrDefault(at, Set.of());
    if (readWhole.contains(at)) {
      return;
    }
    for (var member : object.members().entrySet()) {
      var place = at.at(member.getKey());
      if (!known.contains(member.getKey())) {
        NearestName.among(known, member.getKey())
            .ifPresent(near -> findings.add(misspelt(place, near)));
      } else if (member.getValue() instanceof JsonObject inner) {
        look(inner, place, findings);
      }
    }
  }

  private static LintFinding misspelt(JsonPointer at, String near) {
    return new LintFinding(
        "misspelt_member",
        at,
        "No rule reads this member of the event, so it does not travel. Did you mean '"
            + near
            + "'?");
  }
}
