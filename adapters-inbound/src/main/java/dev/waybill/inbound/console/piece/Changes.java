package dev.waybill.inbound.console.piece;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is different between two configurations, credentials apart. */
public final class Changes {
  private static final int LONGEST = 120;
  private static final int MOST_TOLD = 10;

  private final JsonCodec codec;

  public Changes(JsonCodec codec) {
    this.codec = codec;
  }

  /**
   * @param before null where there was none
   */
  public List<Change> between(@Nullable Configuration before, Configuration after) {
    var old = before == null ? new TreeMap<String, String>() : flat(before);
    var now = flat(after);
    var places = new TreeSet<>(old.keySet());
    places.addAll(now.keySet());
    var changes = new ArrayList<Change>();
    for (var place : places) {
      var was = old.getOrDefault(place, "");
      var is = now.getOrDefault(place, "");
      if (!was.equals(is)) {
        changes.add(new Change(place, shortened(was), shortened(is)));
      }
    }
    return changes;
  }

  /**
   * The same in sentences, the first of many: where something is different, and how.
   *
   * @param before null where there was none
   */
  public List<String> told(@Nullable Configuration before, Configuration after) {
    var changes = between(before, after);
    var told = new ArrayList<>(changes.stream().limit(MOST_TOLD).map(Change::told).toList());
    if (changes.size() > MOST_TOLD) {
      told.add("And in %s.".formatted(Figures.counted(changes.size() - MOST_TOLD, "other place")));
    }
    return told;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private SortedMap<String, String> flat(Configuration configuration) {
    var flat = new TreeMap<String, String>();
    put(flat, "settings", configuration.settings());
    put(flat, "mapping", configuration.mapping());
    put(flat, "mapping_tests", configuration.mappingTests());
    put(flat, "filter", configuration.filter());
    configuration.sources().forEach(source -> flat.put("/sources/" + source, "subscribed"));
    putNumber(flat, "/rate/calls_per_second", configuration.rate().callsPerSecond());
    putNumber(flat, "/rate/events_per_second", configuration.rate().eventsPerSecond());
    return flat;
  }

  private static void putNumber(
      SortedMap<String, String> flat, String place, @Nullable Integer number) {
    if (number != null) {
      flat.put(place, number.toString());
    }
  }

  private void put(SortedMap<String, String> flat, String member, @Nullable Json value) {
    if (value != null) {
      put(flat, JsonPointer.ROOT.at(member), value);
    }
  }

  private void put(SortedMap<String, String> flat, JsonPointer at, Json value) {
    switch (value) {
      case JsonObject(var members) when !members.isEmpty() ->
          members.forEach((name, inner) -> put(flat, at.at(name), inner));
      case JsonArray(var elements) when !elements.isEmpty() -> {
        for (int i = 0; i < elements.size(); i++) {
          put(flat, at.at(i), elements.get(i));
        }
      }
      default -> flat.put(at.toString(), new String(codec.write(value), UTF_8));
    }
  }

  /**
   * @param before empty where there was nothing
   * @param after empty where there is nothing any more
   */
  public record Change(String place, String before, String after) {
    private String told() {
      return "%s: %s becomes %s."
          .formatted(
              place, before.isEmpty() ? "nothing" : before, after.isEmpty() ? "nothing" : after);
    }
  }
}
