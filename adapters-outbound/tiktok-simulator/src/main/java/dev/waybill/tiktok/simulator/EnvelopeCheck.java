package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Envelope.Item;
import dev.waybill.tiktok.simulator.Limits.Windows;
import dev.waybill.tiktok.simulator.SimulatorOptions.Mode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges a whole call after its token: the envelope, the permission, then event by event until the
 * first bad one.
 */
final class EnvelopeCheck {
  private final Set<Mode> modes;
  private final InstantSource clock;

  EnvelopeCheck(Set<Mode> modes, InstantSource clock) {
    this.modes = modes;
    this.clock = clock;
  }

  Optional<Refusal> check(
      Envelope envelope, Reach reach, Windows windows, Findings findings) {
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
    var rules = new EventRules(hashRule(), windows, clock.instant());
    return others(envelope, findings)
        .or(() -> data(envelope, new EventCheck(source.get(), rules, findings)));
  }

  private static Optional<Refusal> others(Envelope envelope, Findings findings) {
    var shapes = new ShapeCheck(findings);
    for (var member : envelope.head().properties()) {
      var name = member.getKey();
      if (!Vocabulary.ENVELOPE.contains(name)) {
        findings.unknownField("", name);
      }
      var problem = shapes.check(member.getValue(), new Shape.Anything());
      if (problem.isPresent()) {
        return problem.map(inner -> new Refusal(inner.code(), inner.within(name).message()));
      }
    }
    findings.addIf(envelope.head().has("partner_name"), Finding.PARTNER_NAME);
    return Optional.empty();
  }

  private Optional<Refusal> data(Envelope envelope, EventCheck check) {
    if (envelope.data().isEmpty()) {
      return Refusal.parameter("data", "not a valid list.");
    }
    if (envelope.size() < 1 || envelope.size() > EnvelopeReader.MOST_EVENTS) {
      return Refusal.parameter("data", "length must be between 1 and 1000.");
    }
    return events(envelope.data().get(), check);
  }

  private Optional<Refusal> events(List<Item> items, EventCheck check) {
    for (int i = 0; i < items.size(); i++) {
      var problem = check.check(items.get(i).event());
      if (problem.isPresent()) {
        return Optional.of(refusal(problem.get(), i));
      }
    }
    return Optional.empty();
  }

  private Refusal refusal(Problem problem, int index) {
    boolean indexed = modes.contains(Mode.INDEX_IN_MESSAGES) || problem.path().isEmpty();
    var shown = indexed ? problem.within("data." + index) : problem;
    return new Refusal(shown.code(), shown.message());
  }

  private HashRule hashRule() {
    return modes.contains(Mode.UNHASHED_ACCEPTED) ? HashRule.NOTED : HashRule.REFUSED;
  }

  private static String noPermission(Source source, String id) {
    return "No permission to operate "
        + (source == Source.WEB ? "pixel code: " : "event source id: ")
        + id
        + ". You must be an admin or operator of this advertiser account.";
  }
}
