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
 * @param seen what was shown of the connector
 * @param sample the event
 * @param rules empty for the platform's starting mapping
 * @param tests empty for none
 * @param chosen where the sample was last taken from
 */
record Typed(Seen seen, String sample, String rules, String tests, String chosen) {
  static Typed of(Form form) {
    return new Typed(
        Seen.of(form),
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
    return new Typed(seen, other, rules, tests, from);
  }

  Typed withTests(String other) {
    return new Typed(seen, sample, rules, other, chosen);
  }

  Typed at(Seen other) {
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
  }

  /** What was changed of what was shown; the rest stays as it is. */
  JsonObject patch(JsonCodec codec) {
    var read = read(codec);
    var patch = JsonObject.builder();
    if (!Seen.digest(rules, codec).equals(seen.rules())) {
      patch.put("mapping", read.mapping() == null ? JsonNull.NULL : read.mapping());
    }
    if (!Seen.digest(tests, codec).equals(seen.tests())) {
      patch.put("mapping_tests", read.tests() == null ? JsonNull.NULL : read.tests());
    }
    return patch.build();
  }
}
