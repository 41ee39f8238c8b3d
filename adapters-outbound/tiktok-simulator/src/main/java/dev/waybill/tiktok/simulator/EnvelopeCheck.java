package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Envelope.BadEvent;
import dev.waybill.tiktok.simulator.Envelope.Data;
import dev.waybill.tiktok.simulator.SimulatorOptions.Mode;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Judges a whole call after its token: the envelope, the permission, then what was found out about
 * the events while they were read.
 */
final class EnvelopeCheck {
  private static final Set<String> MEMBERS =
      Words.in("event_source event_source_id data test_event_code partner_name");

  private final Set<Mode> modes;

  EnvelopeCheck(Set<Mode> modes) {
    this.modes = modes;
  }

  Optional<Refusal> check(Envelope envelope, Reach reach, Findings findings) {
    var head = envelope.head();
    var source = envelope.source();
    if (source.isEmpty()) {
      return Refusal.parameter("event_source", "must be web, app or offline.");
    }
    var id = envelope.eventSourceId();
    if (!source.get().isId(id)) {
      return Refusal.parameter("event_source_id", "not a valid string.");
    }
    if (envelope.isTest() && head.path("test_event_code").stringValue("").isEmpty()) {
      return Refusal.parameter("test_event_code", "not a valid string.");
    }
    if (!reach.covers(source.get(), id)) {
      return Refusal.of(Code.PERMISSION, noPermission(source.get(), id));
    }
    return others(head, findings).or(() -> data(envelope.data(), findings));
  }

  private static Optional<Refusal> others(JsonNode head, Findings findings) {
    for (var member : head.properties()) {
      var name = member.getKey();
      if (!MEMBERS.contains(name)) {
        findings.unknownField("", name);
      }
      var nullAt = nullIn(name, member.getValue());
      if (nullAt.isPresent()) {
        return Refusal.parameter(nullAt.get(), "value may not be null.");
      }
    }
    findings.addIf(head.has("partner_name"), Finding.PARTNER_NAME);
    return Optional.empty();
  }

  private static Optional<String> nullIn(String path, JsonNode value) {
    if (value.isNull()) {
      return Optional.of(path);
    }
    if (value.isObject()) {
      return value.properties().stream()
          .flatMap(member -> nullIn(path + "." + member.getKey(), member.getValue()).stream())
          .findFirst();
    }
    for (int i = 0; i < value.size(); i++) {
      var found = nullIn(path + "." + i, value.get(i));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Refusal> data(Optional<Data> data, Findings findings) {
    if (data.isEmpty()) {
      return Refusal.parameter("data", "not a valid list.");
    }
    int size = data.get().size();
    if (size < 1 || size > EnvelopeReader.MOST_EVENTS) {
      return Refusal.parameter("data", "length must be between 1 and 1000.");
    }
    findings.addAll(data.get().findings());
    return data.get().problem().map(this::refusal);
  }

  private Refusal refusal(BadEvent bad) {
    var problem = bad.problem();
    boolean indexed = modes.contains(Mode.INDEX_IN_MESSAGES) || problem.path().isEmpty();
    var shown = indexed ? problem.within("data." + bad.index()) : problem;
    return new Refusal(shown.code(), shown.message());
  }

  private static String noPermission(Source source, String id) {
    return "No permission to operate "
        + (source == Source.WEB ? "pixel code: " : "event source id: ")
        + id
        + ". You must be an admin or operator of this advertiser account.";
  }
}
