package dev.waybill.inbound.http;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.TryMappings;
import dev.waybill.domain.destination.LintFinding;
import dev.waybill.domain.destination.OutboundRequest;
import dev.waybill.domain.event.Event;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.mapping.MappingTest;
import dev.waybill.domain.quality.PayloadTally;
import dev.waybill.domain.quality.ReadQuality;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trials that always go the same way. Connector 1 has a draft, connector 2 one that cannot be used,
 * connector 3 has none, connector 4 has no mapping test, and there are no others; an event called
 * {@code Bad} is rejected, one called {@code Lost} cannot be mapped.
 */
public final class FakeTrials implements TryMappings {
  private static final JsonPointer NAME = JsonPointer.parse("/name");
  private static final Problem PROBLEM =
      Problem.at(JsonPointer.parse("/x"), "required", "Wanted x.");

  @Override
  public TestRun runTests(ConnectorId id, Which which) {
    return switch (id.number()) {
      case 1 -> new TestRun.Done(Which.DRAFT, List.of(passed(), failed()));
      case 2 -> new TestRun.Faulty(List.of(PROBLEM));
      case 3 -> new TestRun.NotConfigured();
      case 4 -> new TestRun.Done(Which.DRAFT, List.of());
      default -> new TestRun.NotFound();
    };
  }

  private static Tested passed() {
    return new Tested(
        "canonical", new MappingTest.Result("fine", true, List.of(NAME), List.of(), List.of()));
  }

  private static Tested failed() {
    var difference =
        new MappingTest.Difference(NAME, MappingTest.Kind.DIFFERENT, Json.of("a"), Json.of(2));
    return new Tested(
        null, new MappingTest.Result("broken", false, List.of(), List.of(difference), List.of()));
  }

  /** What was written last tells how it goes. */
  @Override
  public TestRun runTests(ConnectorId id, Written written) {
    return refused(written)
        .<TestRun>map(TestRun.Faulty::new)
        .orElseGet(() -> runTests(id, Which.DRAFT));
  }

  @Override
  public Preview preview(ConnectorId id, JsonObject event, Written written) {
    return refused(written)
        .<Preview>map(Preview.Faulty::new)
        .orElseGet(() -> preview(id, event, Which.DRAFT));
  }

  private static Optional<List<Problem>> refused(Written written) {
    var mapping = written.mapping();
    return mapping == null || mapping.get("nonsense") == null
        ? Optional.empty()
        : Optional.of(
            List.of(
                Problem.at(
                    JsonPointer.parse("/mapping/nonsense"), "unknown_member", "Not known.")));
  }

  @Override
  public Preview preview(ConnectorId id, JsonObject event, Which which) {
    return switch (id.number()) {
      case 1 -> preview(event, which);
      case 2 -> new Preview.Faulty(List.of(PROBLEM));
      case 3 -> new Preview.NotConfigured();
      default -> new Preview.NotFound();
    };
  }

  private static Preview preview(JsonObject body, Which which) {
    var event = new Event("View", FakeOutbox.NOW, EventSource.WEB, new EventId("e-1"), body);
    return switch (String.valueOf(body.string("event"))) {
      case "Bad" -> new Preview.Rejected(List.of(PROBLEM));
      case "Lost" ->
          new Preview.Shown(
              Which.ACTIVE,
              event,
              Admission.FILTERED,
              new Mapping.Explained(new Mapping.Outcome.Unmappable(List.of(PROBLEM)), List.of()),
              List.of(),
              Optional.empty(),
              List.of());
      default -> shown(event, which);
    };
  }

  private static Preview shown(Event event, Which which) {
    var payload = JsonObject.builder().put("name", "View").build();
    var field =
        new Mapping.FieldTrace(
            NAME,
            JsonPointer.parse("/fields/~1name"),
            "path",
            JsonPointer.parse("/event"),
            List.of(
                new Mapping.StepTrace("trim", Json.of("View"), ""),
                new Mapping.StepTrace("email", null, "invalid_email")),
            true);
    return new Preview.Shown(
        which == Which.EITHER ? Which.DRAFT : which,
        event,
        Admission.WANTED,
        new Mapping.Explained(
            new Mapping.Outcome.Mapped(payload, List.of(PROBLEM)), List.of(field)),
        List.of(Optional.of("canonical")),
        Optional.of(
            new OutboundRequest(
                "POST", URI.create("https://x.example/"), Map.of("Access-Token", "***"), payload)),
        List.of(new LintFinding("unknown_field", NAME, "Not known.")));
  }

  public static Optional<ReadQuality.Report> quality(ConnectorId id) {
    var tally =
        new PayloadTally(3, Map.of("email", 2L), Map.of("unknown_field", 7L, "double_hash", 1L));
    return id.number() == 1
        ? Optional.of(new ReadQuality.Report(FakeOutbox.NOW, tally))
        : Optional.empty();
  }
}
