package dev.waybill.domain.mapping;

import static dev.waybill.domain.mapping.Mappings.mistakes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonText;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingMistakesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "{\"path\": \"/a\", \"constant\": 1}; here conflict",
        "{\"convert\": [\"trim\"]}; here required",
        "{\"path\": \"a\"}; /path bad_pointer",
        "{\"path\": [\"/a\", \"/~2\"]}; /path/1 bad_pointer",
        "{\"path\": 1}; /path wrong_type",
        "{\"path\": [1]}; /path/0 wrong_type",
        "{\"path\": []}; /path limit",
        "{\"path\": \"/a\", \"converts\": []}; /converts unknown_member",
        "{\"constant\": 1, \"default\": 2}; /default unknown_member",
        "{\"constant\": null}; /constant empty",
        "{\"path\": \"/a\", \"default\": \"\"}; /default empty",
        "{\"path\": \"/a\", \"required\": \"yes\"}; /required wrong_type",
        "{\"path\": \"/a\", \"otherwise\": \"omit\"}; /otherwise conflict",
        "{\"path\": \"/a\", \"table\": {}}; /table required",
        "{\"path\": \"/a\", \"table\": []}; /table wrong_type",
        "{\"path\": \"/a\", \"table\": {\"a\": 1}, \"otherwise\": \"drop\"}; /otherwise wrong_type",
        "{\"path\": \"/a\", \"table\": {\"a\": 1}, \"otherwise\": {}}; /otherwise required",
        "{\"path\": \"/a\", \"table\": 1, \"otherwise\": \"omit\"}; /table wrong_type",
        "{\"path\": \"/a\", \"convert\": \"trim\"}; /convert wrong_type",
        "{\"path\": \"/a\", \"convert\": [\"md5\"]}; /convert/0 unknown_conversion",
        "{\"path\": \"/a\", \"convert\": [7]}; /convert/0 wrong_type",
        "{\"path\": \"/a\", \"convert\": [{}]}; /convert/0 required",
        "{\"path\": \"/a\", \"convert\": [{\"name\": \"trim\", \"x\": 1}]}; /convert/0/x unknown_member",
        "{\"path\": \"/a\", \"convert\": [\"truncate\"]}; /convert/0 required",
        "{\"path\": \"/a\", \"convert\": [{\"name\": \"truncate\", \"length\": 0}]}; /convert/0/length out_of_range",
        "{\"path\": \"/a\", \"convert\": [{\"name\": \"e164\", \"region\": \"XX\"}]}; /convert/0/region unknown_region",
        "{\"path\": \"/a\", \"convert\": [{\"name\": \"e164\", \"region\": 1}]}; /convert/0/region wrong_type",
        "{\"path\": \"/a\", \"convert\": [{\"name\": \"e164\", \"region\": {\"setting\": \"/r\"}}]}; /convert/0/region/setting unknown_setting",
        "{\"path\": \"/a\", \"convert\": [{\"name\": \"e164\", \"region\": {}}]}; /convert/0/region required",
        "{\"path\": \"/a\", \"convert\": [{\"name\": \"currency\", \"allowed\": [1]}]}; /convert/0/allowed/0 wrong_type",
        "{\"path\": \"/a\", \"convert\": [{\"name\": \"zip\", \"country\": \"US\"}]}; /convert/0/country wrong_type",
        "{\"template\": \"fixed\"}; /template required",
        "{\"template\": \"{/a\"}; /template bad_template",
        "{\"template\": \"{/a}}\"}; /template bad_template",
        "{\"template\": \"{a}\"}; /template bad_pointer",
        "{\"template\": 1}; /template wrong_type",
        "{\"sum\": \"/a\"}; /sum wrong_type",
        "{\"sum\": {\"of\": \"/a\"}}; /sum required",
        "{\"sum\": {\"each\": \"/a\"}}; /sum required",
        "{\"sum\": {\"each\": \"/a\", \"of\": \"/b\", \"time\": \"/c\"}}; /sum/time unknown_member",
        "{\"sum\": {\"each\": \"/a\", \"of\": {\"path\": \"/b\", \"default\": \"1\"}}}; /sum/of/default wrong_type",
        "{\"first\": {}}; /first wrong_type",
        "{\"first\": []}; /first limit",
        "{\"first\": [{\"path\": \"a\"}]}; /first/0/path bad_pointer",
        "{\"each\": \"/a\"}; here required",
        "{\"each\": \"/a\", \"fields\": {}}; /fields required",
        "{\"each\": \"/a\", \"fields\": {\"/x\": 1}}; /fields/~1x wrong_type",
        "{\"path\": \"/a\", \"when\": true}; /when wrong_type",
        "{\"path\": \"/a\", \"when\": {}}; /when required",
        "{\"path\": \"/a\", \"when\": {\"path\": \"/b\"}}; /when required",
        "{\"path\": \"/a\", \"when\": {\"path\": \"/b\", \"in\": []}}; /when/in required",
        "{\"path\": \"/a\", \"when\": {\"path\": \"/b\", \"exists\": 1}}; /when/exists wrong_type",
        "{\"path\": \"/a\", \"when\": {\"all\": []}}; /when/all required",
        "{\"path\": \"/a\", \"when\": {\"any\": [{\"not\": 1}]}}; /when/any/0/not wrong_type"
      })
  void a_mistake_in_a_rule_is_found_where_it_is(String rule, String mistake) {
    var expected = "/fields/~1v" + (mistake.startsWith("here") ? mistake.substring(4) : mistake);
    assertThat(mistakes("{\"fields\": {\"/v\": " + rule + "}}")).containsExactly(expected);
  }

  @Test
  void every_mistake_is_told_at_once() {
    assertThat(
            mistakes(
                """
                {"field": 1, "fields": {"v": {"path": "/a"}, "/w": {"path": "b", "convert": ["md5"]}}}"""))
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
                  "/l": {"each": "/l", "required": true, "fields": {"/a": {"path": "/a"}}}}}"""))
        .containsExactly("/fields/~1l~10 conflict");
  }

  @Test
  void a_setting_that_is_no_text_is_told() {
    assertThat(
            mistakes(
                """
                {"fields": {"/p": {"path": "/p", "convert": [
                  {"name": "e164", "region": {"setting": "/region"}}]}}}""",
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
    assertThat(message("{\"path\": \"/a\", \"converts\": []}")).endsWith(" Did you mean 'convert'?");
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
