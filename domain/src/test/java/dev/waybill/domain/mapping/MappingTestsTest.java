package dev.waybill.domain.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;

class MappingTestsTest {
  private static final String MAPPING =
      """
      {"fields": {"/event": {"path": "/event", "required": true}, "/user/email": {"path": "/email"},
        "/list": {"path": "/list"}}}\
      """;

  @Test
  void an_expectation_that_is_met_passes_whatever_the_order_of_members() {
    assertThat(
            result(
                "{\"email\": \"e\", \"event\": \"x\"}",
                "{\"payload\": {\"user\": {\"email\": \"e\"}, \"event\": \"x\"}}"))
        .isEqualTo(new MappingTest.Result("t", true, List.of(), List.of(), List.of()));
    assertThat(result("{}", "{\"problems\": [\"required\"]}").passed()).isTrue();
  }

  @Test
  void a_payload_that_differs_is_told_by_place_and_not_by_value() {
    var result =
        result(
            "{\"event\": \"secret\", \"email\": \"secret\", \"list\": [\"secret\", 2]}",
            "{\"payload\": {\"event\": \"wanted\", \"page\": 1, \"list\": [\"secret\"]}}");
    assertThat(result.passed()).isFalse();
    assertThat(result.detail())
        .isEqualTo("/event different, /page missing, /list/1 unexpected, /user unexpected");
    assertThat(result.differences().getFirst())
        .isEqualTo(
            new MappingTest.Difference(
                JsonPointer.parse("/event"),
                MappingTest.Kind.DIFFERENT,
                JsonText.json("\"wanted\""),
                JsonText.json("\"secret\"")));
    assertThat(result.toString()).doesNotContain("secret");
  }

  @Test
  void a_problem_instead_of_a_payload_fails_and_the_other_way_round() {
    assertThat(result("{}", "{\"payload\": {}}").detail())
        .isEqualTo("problems other than wanted: required at /event");
    var mapped = result("{\"event\": \"x\"}", "{\"problems\": [\"required\"]}");
    assertThat(mapped.passed()).isFalse();
    assertThat(mapped.detail()).isEqualTo("the event was mapped, and problems were wanted");
    assertThat(result("{}", "{\"problems\": [\"required\", \"required\"]}").detail())
        .isEqualTo("problems other than wanted: required at /event");
  }

  @Test
  void no_tests_are_no_mistake_here() {
    assertThat(MappingTests.parse(JsonText.array("[]")))
        .isEqualTo(new MappingTests.Parsed.Ready(List.of()));
  }

  @Test
  void every_mistake_in_the_tests_is_told_with_its_place() {
    var faulty =
        (MappingTests.Parsed.Faulty)
            MappingTests.parse(
                JsonText.array(
                    """
                    [1, {}, {"name": " ", "event": 1, "expect": {"payload": {}, "problems": ["x"]}},
                     {"name": "a", "event": {}, "expect": {"problems": []}, "x": 1},
                     {"name": "a", "event": {}, "expect": {"problems": [1], "y": 1}}]\
                    """));
    assertThat(Mappings.told(faulty.problems()))
        .containsExactly(
            "/0 wrong_type",
            "/1 required",
            "/1 required",
            "/1 required",
            "/2/name out_of_range",
            "/2/event wrong_type",
            "/2/expect required",
            "/3/x unknown_member",
            "/3/expect/problems required",
            "/4/name conflict",
            "/4/expect/y unknown_member",
            "/4/expect/problems/0 wrong_type");
  }

  private static MappingTest.Result result(String event, String expect) {
    var written = "[{\"name\": \"t\", \"event\": " + event + ", \"expect\": " + expect + "}]";
    var tests = ((MappingTests.Parsed.Ready) MappingTests.parse(JsonText.array(written))).tests();
    return MappingTests.run(Mappings.compiled(MAPPING), tests).getFirst();
  }
}
