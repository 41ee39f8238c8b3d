package dev.waybill.domain.mapping;

import static dev.waybill.domain.mapping.Mappings.mistakes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonText;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class MappingMistakesTest {
  @ParameterizedTest
  @CsvFileSource(
      resources = "mistakes.csv",
      delimiter = ';',
      quoteCharacter = '\'',
      numLinesToSkip = 1)
  void a_mistake_in_a_rule_is_found_where_it_is(String rule, String mistake) {
    var expected = "/fields/~1v" + (mistake.startsWith("here") ? mistake.substring(4) : mistake);
    assertThat(mistakes("{\"fields\": {\"/v\": " + rule + "}}")).containsExactly(expected);
  }

  @Test
  void every_mistake_is_told_at_once() {
    assertThat(
            mistakes(
                """
                {"field": 1, "fields": {"v": {"path": "/a"}, "/w": {"path": "b", "convert": ["md5"]}}}\
                """))
        .containsExactly(
            "/field unknown_member",
            "/fields/v bad_pointer",
            "/fields/~1w/path bad_pointer",
            "/fields/~1w/convert/0 unknown_conversion");
  }

  @Test
  void a_mapping_without_fields_is_none() {
    assertThat(mistakes("{}")).containsExactly(" required");
    assertThat(mistakes("{\"fields\": []}")).containsExactly("/fields wrong_type");
    assertThat(mistakes("{\"fields\": {}}")).containsExactly("/fields required");
  }

  @Test
  void nothing_can_be_put_below_a_list() {
    assertThat(
            mistakes(
                """
                {"fields": {"/l/0": {"constant": 1},
                  "/l": {"each": "/l", "required": true, "fields": {"/a": {"path": "/a"}}}}}\
                """))
        .containsExactly("/fields/~1l~10 conflict");
  }

  @Test
  void a_setting_that_is_no_text_is_told() {
    assertThat(
            mistakes(
                """
                {"fields": {"/p": {"path": "/p", "convert": [
                  {"name": "e164", "region": {"setting": "/region"}}]}}}\
                """,
                JsonText.object("{\"region\": 44}")))
        .containsExactly("/fields/~1p/convert/0/region/setting wrong_type");
  }

  @Test
  void a_mapping_has_a_largest_size_and_depth() {
    assertThat(mistakes(fields(500))).isEmpty();
    assertThat(mistakes(fields(501))).containsExactly("/fields/~1f500 limit");
    assertThat(mistakes("{\"fields\": " + nested(4) + "}")).isEmpty();
    assertThat(mistakes("{\"fields\": " + nested(5) + "}"))
        .singleElement()
        .asString()
        .endsWith(" limit");
    var deepFilter = "{\"not\": ".repeat(9) + "{}" + "}".repeat(9);
    assertThat(mistakes("{\"fields\": {\"/v\": {\"constant\": 1, \"when\": " + deepFilter + "}}}"))
        .singleElement()
        .asString()
        .endsWith(" limit");
  }

  private static String fields(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"/f" + i + "\": {\"constant\": 1}")
        .collect(Collectors.joining(",", "{\"fields\": {", "}}"));
  }

  private static String nested(int depth) {
    return depth == 0
        ? "{\"/a\": {\"path\": \"/a\"}}"
        : "{\"/l\": {\"each\": \"/l\", \"fields\": " + nested(depth - 1) + "}}";
  }

  @Test
  void a_mistake_names_what_was_probably_meant() {
    assertThat(message("{\"path\": \"/a\", \"converts\": []}"))
        .endsWith(" Did you mean 'convert'?");
    assertThat(message("{\"pth\": \"/a\"}")).endsWith(" Did you mean 'path'?");
    assertThat(message("{\"path\": \"/a\", \"convert\": [\"sha_256\"]}"))
        .endsWith(" Did you mean 'sha256'?");
    assertThat(message("{\"path\": \"/a\", \"when\": {\"paths\": \"/a\"}}"))
        .endsWith(" Did you mean 'path'?");
    assertThat(message("{\"path\": \"/a\", \"zzzzzz\": 1}")).doesNotContain("Did you mean");
  }

  private static String message(String rule) {
    var problems =
        ((MappingCompiler.Compiled.Faulty)
                new JsonMappingCompiler(new FewPhoneNumbers())
                    .compile(
                        JsonText.object("{\"fields\": {\"/v\": " + rule + "}}"), JsonObject.EMPTY))
            .problems();
    assertThat(problems).hasSize(1);
    return problems.getFirst().message();
  }
}
