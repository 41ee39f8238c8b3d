package dev.waybill.inbound.console.editor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.connector.TryMappings.Preview;
import dev.waybill.domain.connector.TryMappings.TestRun;
import dev.waybill.domain.connector.TryMappings.Tested;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.mapping.MappingTest.Difference;
import dev.waybill.inbound.console.editor.EditorView.DifferenceRow;
import dev.waybill.inbound.console.editor.EditorView.TestRow;
import dev.waybill.inbound.console.editor.EditorView.TestsView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Mapping tests: how they went, and one more of them. */
final class TestRuns {
  private final JsonCodec codec;

  TestRuns(JsonCodec codec) {
    this.codec = codec;
  }

  static TestsView unread(Outcome unread) {
    return new TestsView(
        List.of(), Stream.concat(unread.rules().stream(), unread.tests().stream()).toList());
  }

  TestsView view(TestRun run) {
    return switch (run) {
      case TestRun.Done(_, var results) ->
          new TestsView(results.stream().map(this::row).toList(), List.of());
      case TestRun.Faulty(var problems) ->
          new TestsView(List.of(), problems.stream().map(Outcome.Line::of).toList());
      case TestRun.NotFound _, TestRun.NotConfigured _ ->
          new TestsView(
              List.of(),
              List.of(new Outcome.Line("", "The connector has no configuration to test.")));
    };
  }

  private TestRow row(Tested tested) {
    var result = tested.result();
    var base = tested.base();
    return new TestRow(
        result.name(),
        base == null ? "" : base,
        result.passed(),
        result.differences().stream().map(this::row).toList(),
        result.differences().isEmpty() ? result.detail() : "");
  }

  private DifferenceRow row(Difference difference) {
    return new DifferenceRow(
        difference.pointer().toString(), text(difference.expected()), text(difference.actual()));
  }

  private String text(@Nullable Json value) {
    return value == null ? "" : new String(codec.write(value), UTF_8);
  }

  /** All tests and one more, which wants what the preview shows. */
  static JsonArray with(@Nullable JsonArray tests, Preview.Shown shown) {
    var all = new ArrayList<Json>(tests == null ? List.of() : tests.elements());
    var event = shown.event();
    all.add(
        JsonObject.builder()
            .put("name", event.name() + " from " + event.source().wire() + " " + (all.size() + 1))
            .put("event", event.body())
            .put("expect", expected(shown.explained().outcome()))
            .build());
    return new JsonArray(all);
  }

  private static JsonObject expected(Mapping.Outcome outcome) {
    return switch (outcome) {
      case Mapping.Outcome.Mapped(var payload, _) ->
          JsonObject.builder().put("payload", payload).build();
      case Mapping.Outcome.Unmappable(var problems) ->
          JsonObject.builder()
              .put("problems", JsonArray.ofStrings(problems.stream().map(Problem::code).toList()))
              .build();
    };
  }
}
