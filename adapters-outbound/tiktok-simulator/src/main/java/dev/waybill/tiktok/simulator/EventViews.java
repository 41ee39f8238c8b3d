package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Limits.Windows;
import dev.waybill.tiktok.simulator.TakenCall.TakenEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks at the newest events again and says what there is to be said about each. */
final class EventViews {
  private static final Windows NONE = Limits.documented().windows();

  private final Journal journal;

  EventViews(Journal journal) {
    this.journal = journal;
  }

  /** The newest events that fit, as many as wanted, oldest first. */
  List<SeenEvent> newest(int most, Predicate<TakenCall> calls, Filter wanted) {
    var found = new ArrayList<SeenEvent>();
    var recent = journal.recent();
    for (var call : recent.reversed()) {
      if (calls.test(call)) {
        addFrom(call, recent, wanted, most, found);
      }
    }
    return found.reversed();
  }

  /** Which events of a call are wanted. */
  interface Filter {
    boolean test(TakenEvent event, JsonNode body);
  }

  private static void addFrom(
      TakenCall call, List<TakenCall> all, Filter wanted, int most, List<SeenEvent> found) {
    for (var event : call.events().reversed()) {
      if (found.size() >= most) {
        return;
      }
      var body = call.json(event);
      if (wanted.test(event, body)) {
        found.add(view(call, event, body, all));
      }
    }
  }

  private static SeenEvent view(
      TakenCall call, TakenEvent event, JsonNode body, List<TakenCall> all) {
    var recognition = Recognition.of(body);
    return new SeenEvent(
        call,
        event,
        body,
        recognition.known(),
        recognition.unknown(),
        warnings(call, event),
        event.verdict() == Verdict.UNIQUE && event.key() != 0
            ? merged(call, event, body, all)
            : Optional.empty());
  }

  private static List<String> warnings(TakenCall call, TakenEvent event) {
    var findings = new Findings();
    var rules = new EventRules(HashRule.NOTED, NONE, call.receivedAt());
    try (var parser = call.parser(event)) {
      parser.nextToken();
      new EventReader(parser, call.source(), rules, findings).read();
    }
    return findings.counts().keySet().stream()
        .filter(key -> !key.equals(Finding.UNKNOWN_FIELDS.key()))
        .sorted()
        .toList();
  }

  private static Optional<JsonNode> merged(
      TakenCall call, TakenEvent first, JsonNode body, List<TakenCall> all) {
    var user =
        body.path("user").isObject() ? (ObjectNode) body.path("user").deepCopy() : Json.object();
    int before = user.size();
    all.stream()
        .filter(other -> isSoonAfter(call, other))
        .forEach(other -> fillIn(user, first, other));
    return user.size() > before ? Optional.of(user) : Optional.empty();
  }

  private static boolean isSoonAfter(TakenCall call, TakenCall other) {
    long seconds = other.receivedAt().getEpochSecond() - call.receivedAt().getEpochSecond();
    return seconds >= 0 && seconds <= KeySet.MERGE_SECONDS;
  }

  private static void fillIn(ObjectNode user, TakenEvent first, TakenCall other) {
    other.events().stream()
        .filter(event -> event.key() == first.key() && event.verdict() == Verdict.MERGED)
        .forEach(event -> fillIn(user, other.json(event).path("user")));
  }

  private static void fillIn(ObjectNode user, JsonNode from) {
    for (var field : from.properties()) {
      user.putIfAbsent(field.getKey(), field.getValue());
    }
  }
}
