package dev.waybill.domain.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonText;
import dev.waybill.domain.mapping.MappingTest.Result;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class WholeMappingTest {
  private static final JsonObject BASE =
      JsonText.object(
          """
          {"fields": {
            "/event": {"path": "/event", "required": true},
            "/user/email": {"path": "/email"},
            "/user/phone": {"path": "/phone"},
            "/list": {"path": "/list"}}}\
          """);
  private static final List<MappingTest> TESTS =
      tests(
          """
          [{"name": "whole", "event": {"event": "e", "email": "m", "phone": "p"},
            "expect": {"payload": {"event": "e", "user": {"email": "m", "phone": "p"}}}},
           {"name": "no event", "event": {"email": "m"}, "expect": {"problems": ["required"]}}]\
          """);

  @Test
  void single_fields_are_replaced_added_or_removed() {
    var whole =
        whole(
            """
            {"base": "plain", "fields": {"/event": {"constant": "x"}, "/user": null,
              "/new": {"path": "/n"}}}\
            """);
    assertThat(whole.problems()).isEmpty();
    assertThat(whole.mapping())
        .isEqualTo(
            JsonText.object(
                """
                {"fields": {"/event": {"constant": "x"}, "/list": {"path": "/list"},
                  "/new": {"path": "/n"}}}\
                """));
    assertThat(whole.base()).isEqualTo("plain");
    assertThat(whole.overridden())
        .extracting(JsonPointer::toString)
        .containsExactly("/event", "/user", "/new");
  }

  @Test
  void a_base_alone_chooses_and_fields_alone_are_whole() {
    assertThat(whole("{\"base\": \"plain\"}").mapping()).isEqualTo(BASE);
    var own = whole("{\"fields\": {\"/e\": {\"constant\": 1}}}");
    assertThat(own.base()).isNull();
    assertThat(own.mapping())
        .isEqualTo(JsonText.object("{\"fields\": {\"/e\": {\"constant\": 1}}}"));
  }

  @Test
  void what_is_wrong_with_a_base_is_told() {
    var unknown = whole("{\"base\": \"plan\"}").problems();
    assertThat(Mappings.told(unknown)).containsExactly("/base unknown_base");
    assertThat(unknown.getFirst().message()).contains("plain, other").endsWith("'plain'?");
    assertThat(Mappings.told(whole("{\"base\": 1}").problems()))
        .containsExactly("/base wrong_type");
    assertThat(
            Mappings.told(whole("{\"base\": \"plain\", \"fields\": {\"/evnt\": null}}").problems()))
        .containsExactly("/fields/~1evnt unknown_field");
  }

  @Test
  void mistakes_point_at_what_was_written() {
    assertThat(faults("{\"base\": \"plain\", \"fields\": {\"/list\": {\"path\": \"x\"}}}"))
        .containsExactly("/fields/~1list/path bad_pointer");
    assertThat(faults("{\"base\": \"plain\", \"fields\": 7}"))
        .containsExactly("/fields wrong_type");
    assertThat(faults("{\"base\": \"plain\", \"field\": {}}"))
        .containsExactly("/field unknown_member");
    assertThat(
            faults(
                "{\"base\": \"plain\", \"fields\": {\"/user\": {\"each\": \"/u\", \"fields\":"
                    + " {\"/a\": {\"path\": \"/a\"}}}}}"))
        .containsExactly("/base conflict", "/base conflict");
  }

  @Test
  void a_test_of_the_base_leaves_out_what_was_overridden_and_says_so() {
    var results =
        run("{\"base\": \"plain\", \"fields\": {\"/user/email\": {\"constant\": \"x\"}}}");
    assertThat(results)
        .containsExactly(
            new Result(
                "whole", true, List.of(JsonPointer.parse("/user/email")), List.of(), List.of()),
            new Result("no event", true, List.of(), List.of(), List.of()));
  }

  @Test
  void what_was_not_overridden_is_still_compared() {
    var overriding = "{\"base\": \"plain\", \"fields\": {\"/user/email\": {\"constant\": \"x\"}}}";
    var tests =
        tests(
            "[{\"name\": \"t\", \"event\": {\"event\": \"e\"}, \"expect\": {\"payload\":"
                + " {\"event\": \"f\"}}}]");
    assertThat(run(overriding, tests).getFirst().detail()).isEqualTo("/event different");
  }

  @Test
  void a_problem_of_an_overridden_field_is_left_out() {
    var removed = run("{\"base\": \"plain\", \"fields\": {\"/event\": null}}");
    assertThat(removed).allMatch(Result::passed);
    assertThat(removed.getLast().leftOut()).containsExactly(JsonPointer.parse("/event"));
    var other = run("{\"base\": \"plain\", \"fields\": {\"/list\": null}}");
    assertThat(other.getLast())
        .isEqualTo(new Result("no event", true, List.of(), List.of(), List.of()));
    var strict =
        run(
            "{\"base\": \"plain\", \"fields\": {\"/shop\": {\"path\": \"/shop\", \"required\":"
                + " true}}}");
    assertThat(strict).allMatch(Result::passed);
    assertThat(strict.getFirst().leftOut()).containsExactly(JsonPointer.parse("/shop"));
  }

  private static WholeMapping whole(String mapping) {
    var bases = new LinkedHashMap<String, JsonObject>();
    bases.put("plain", BASE);
    bases.put("other", BASE);
    return WholeMapping.of(JsonText.object(mapping), bases);
  }

  private static List<String> faults(String mapping) {
    var whole = whole(mapping);
    var compiled =
        (MappingCompiler.Compiled.Faulty)
            new JsonMappingCompiler(new FewPhoneNumbers())
                .compile(whole.mapping(), JsonObject.EMPTY);
    return Mappings.told(whole.asWritten(JsonText.object(mapping), compiled.problems()));
  }

  private static List<Result> run(String mapping) {
    return run(mapping, TESTS);
  }

  private static List<Result> run(String mapping, List<MappingTest> tests) {
    var whole = whole(mapping);
    return MappingTests.run(compiled(whole.mapping()), tests, compiled(BASE), whole.overridden());
  }

  private static Mapping compiled(JsonObject mapping) {
    return ((MappingCompiler.Compiled.Ready)
            new JsonMappingCompiler(new FewPhoneNumbers()).compile(mapping, JsonObject.EMPTY))
        .mapping();
  }

  private static List<MappingTest> tests(String written) {
    return ((MappingTests.Parsed.Ready) MappingTests.parse(JsonText.array(written))).tests();
  }
}
