package dev.waybill.inbound.console.editor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.connector.TryMappings.Written;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.inbound.http.Form;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the editor, as it was typed.
 *
 * @param version of the connector when the page was made
 * @param sample the event
 * @param rules empty for the platform's starting mapping
 * @param tests empty for none
 * @param chosen where the sample was last taken from
 */
record Typed(long version, String sample, String rules, String tests, String chosen) {
  static Typed of(Form form) {
    var version = form.text("version");
    return new Typed(
        version.matches("[0-9]{1,18}") ? Long.parseLong(version) : -1,
        lines(form, "sample"),
        lines(form, "rules"),
        lines(form, "tests"),
        form.text("from"));
  }

  /** Browsers send two characters for the end of a line. */
  private static String lines(Form form, String name) {
    return form.first(name).orElse("").replace("\r\n", "\n").stripTrailing();
  }

  Typed withSample(String other, String from) {
    return new Typed(version, other, rules, tests, from);
  }

  Typed withTests(String other) {
    return new Typed(version, sample, rules, other, chosen);
  }

  Typed at(long other) {
    return new Typed(other, sample, rules, tests, chosen);
  }

  Read read(JsonCodec codec) {
    var event = codec.read(sample.getBytes(UTF_8)).orElse(null);
    var mapping = read(codec, rules);
    var own = read(codec, tests);
    return new Read(
        event instanceof JsonObject object ? object : null,
        sampleProblem(event),
        mapping.filter(JsonObject.class::isInstance).map(JsonObject.class::cast).orElse(null),
        problem(mapping, JsonObject.class, rules, "an object, as in {\"base\": \"canonical\"}"),
        own.filter(JsonArray.class::isInstance).map(JsonArray.class::cast).orElse(null),
        problem(own, JsonArray.class, tests, "an array of tests"));
  }

  /** Null stands for an empty text. */
  private static Optional<Json> read(JsonCodec codec, String text) {
    return text.isBlank() ? Optional.of(JsonNull.NULL) : codec.read(text.getBytes(UTF_8));
  }

  private String sampleProblem(@Nullable Json event) {
    if (sample.isBlank()) {
      return "Paste an event, or take one of the list above.";
    }
    return event == null
        ? Fault.in(sample)
        : event instanceof JsonObject ? "" : "Wanted an object, got " + event.kind() + ".";
  }

  private static String problem(
      Optional<Json> read, Class<? extends Json> wanted, String text, String what) {
    return read.map(
            json ->
                text.isBlank() || wanted.isInstance(json)
                    ? ""
                    : "Wanted " + what + "; got " + json.kind() + ".")
        .orElseGet(() -> Fault.in(text));
  }

  /**
   * The same as JSON.
   *
   * @param event null where the sample is none
   * @param eventProblem why; empty where nothing is wrong, as with the others
   * @param mapping null where there is none, or none that can be read
   */
  record Read(
      @Nullable JsonObject event,
      String eventProblem,
      @Nullable JsonObject mapping,
      String mappingProblem,
      @Nullable JsonArray tests,
      String testsProblem) {
    /** What is to be tried; tests that cannot be read spoil no preview. */
    Written written() {
      return new Written(mapping, tests);
    }

    JsonObject patch() {
      return JsonObject.builder()
          .put("mapping", mapping == null ? JsonNull.NULL : mapping)
          .put("mapping_tests", tests == null ? JsonNull.NULL : tests)
          .build();
    }
  }
}
