package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Shape.ListOf;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Tells the fields of an event that TikTok knows from those it does not, as paths. */
final class Recognition {
  private final TreeSet<String> known = new TreeSet<>();
  private final TreeSet<String> unknown = new TreeSet<>();

  private Recognition() {}

  static Recognition of(JsonNode event) {
    var recognition = new Recognition();
    recognition.members("", event, Vocabulary.EVENT);
    return recognition;
  }

  List<String> known() {
    return List.copyOf(known);
  }

  List<String> unknown() {
    return List.copyOf(unknown);
  }

  private void members(String path, JsonNode object, Group group) {
    for (var member : object.properties()) {
      var inner = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
      group
          .member(member.getKey())
          .ifPresentOrElse(
              known -> value(inner, member.getValue(), known.shape()), () -> unknown.add(inner));
    }
  }

  private void value(String path, JsonNode value, Shape shape) {
    switch (shape) {
      case Group group -> members(path, value, group);
      case ListOf(Group element) -> value.forEach(item -> members(path, item, element));
      default -> known.add(path);
    }
  }
}
