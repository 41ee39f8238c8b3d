package dev.waybill.domain.mapping;

import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.mapping.MappingTest.Expected;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads mapping tests as users write them (see docs/mapping.md) and runs them. */
public final class MappingTests {
  private static final int MOST = 500;
  private static final int LONGEST_NAME = 200;

  private MappingTests() {}

  /** Either the tests, maybe none, or every mistake in them. */
  public sealed interface Parsed {
    record Ready(List<MappingTest> tests) implements Parsed {
      public Ready {
        tests = List.copyOf(tests);
      }
    }

    record Faulty(List<Problem> problems) implements Parsed {
      public Faulty {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Reads the array of tests; the pointers of mistakes lead into it. */
  public static Parsed parse(JsonArray written) {
    var faults = new Faults();
    if (written.elements().size() > MOST) {
      faults.add(JsonPointer.ROOT, "limit", "wanted at most " + MOST + " mapping tests");
      return new Parsed.Faulty(faults.all());
    }
    var tests = new ArrayList<MappingTest>();
    var names = new HashSet<String>();
    int index = 0;
    for (var element : written.elements()) {
      var place = JsonPointer.ROOT.at(index++);
      if (!(element instanceof JsonObject object)) {
        faults.add(place, "wrong_type", "wanted a mapping test, found " + element.kind());
        continue;
      }
      var test = test(new Form(object, place, faults), names);
      if (test != null) {
        tests.add(test);
      }
    }
    return faults.none() ? new Parsed.Ready(tests) : new Parsed.Faulty(faults.all());
  }

  /** The result of every test, in their order. */
  public static List<MappingTest.Result> run(Mapping mapping, List<MappingTest> tests) {
    return run(mapping, tests, mapping, List.of());
  }

  /**
   * The same for the tests of a starting mapping of which fields were replaced: they, and what lies
   * below them, are not compared.
   *
   * @param base the starting mapping as it is
   * @param overridden the fields replaced
   */
  public static List<MappingTest.Result> run(
      Mapping mapping, List<MappingTest> tests, Mapping base, List<JsonPointer> overridden) {
    var run = new MappingTestRun(mapping, base, overridden);
    return tests.stream().map(run::result).toList();
  }

  private static @Nullable MappingTest test(Form form, Set<String> names) {
    var name = name(form, names);
    var event = form.object("event");
    if (!form.has("event")) {
      form.missing("event", "an incoming event");
    }
    var expect = form.object("expect");
    if (!form.has("expect")) {
      form.missing("expect", "an object with 'payload' or 'problems'");
    }
    form.rejectOthers();
    var expected =
        expect == null ? null : expected(new Form(expect, form.place("expect"), form.faults()));
    return name == null || event == null || expected == null
        ? null
        : new MappingTest(name, event, expected);
  }

  private static @Nullable String name(Form form, Set<String> names) {
    var name = form.text("name");
    if (!form.has("name")) {
      form.missing("name", "what the test shows");
    }
    if (name == null) {
      return null;
    }
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      form.faults()
          .add(form.place("name"), "out_of_range", "wanted 1 to " + LONGEST_NAME + " characters");
    } else if (!names.add(name)) {
      form.faults().add(form.place("name"), "conflict", "another test has this name already");
    }
    return name;
  }

  private static @Nullable Expected expected(Form form) {
    var payload = form.object("payload");
    var problems = form.array("problems");
    if (form.has("payload") == form.has("problems")) {
      form.faults().add(form.place(), "required", "wanted exactly one of 'payload' and 'problems'");
    }
    form.rejectOthers();
    if (payload != null) {
      return new Expected.Payload(payload);
    }
    return problems == null ? null : new Expected.Problems(codes(problems, form));
  }

  private static List<String> codes(JsonArray written, Form form) {
    var place = form.place("problems");
    if (written.elements().isEmpty()) {
      form.faults().add(place, "required", "wanted at least one code, such as \"required\"");
    }
    var codes = new ArrayList<String>();
    int index = 0;
    for (var element : written.elements()) {
      var code = element.text();
      if (code == null) {
        form.faults().add(place.at(index), "wrong_type", "wanted a code, found " + element.kind());
      } else {
        codes.add(code);
      }
      index++;
    }
    return codes;
  }
}
