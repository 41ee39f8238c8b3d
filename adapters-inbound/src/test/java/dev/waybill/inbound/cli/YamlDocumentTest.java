package dev.waybill.inbound.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.json.JsonPointer;
import dev.waybill.inbound.cli.yaml.YamlDocument;
import dev.waybill.inbound.cli.yaml.YamlFaultException;
import dev.waybill.json.JacksonCodec;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlDocumentTest {
  private static YamlDocument read(String text) {
    return YamlDocument.read("x.yaml", text.getBytes(UTF_8));
  }

  private static String json(String text) {
    return new String(new JacksonCodec().write(read(text).root()), UTF_8);
  }

  @Test
  void values_are_those_of_yaml_1_2() {
    assertThat(json("{a: no, b: true, c: 1.50, d: ~, e: 2026-01-01, f: '12', g: [], h: 0123}"))
        .isEqualTo(
            "{\"a\":\"no\",\"b\":true,\"c\":1.50,\"d\":null,\"e\":\"2026-01-01\",\"f\":\"12\",\"g\":[],\"h\":123}");
  }

  @Test
  void json_is_yaml_and_aliases_are_copies() {
    assertThat(json("{\"a\": {\"b\": [1, 2]}}")).isEqualTo("{\"a\":{\"b\":[1,2]}}");
    assertThat(json("a: &x {b: 1}\nc: *x")).isEqualTo("{\"a\":{\"b\":1},\"c\":{\"b\":1}}");
  }

  @Test
  void each_place_knows_its_line_and_one_that_is_not_there_that_of_what_is_around_it() {
    var document = read("a:\n  b:\n    - 1\n    - c:\n        2\n");
    assertThat(document.place(JsonPointer.parse("/a/b/1/c"))).isEqualTo("x.yaml:4");
    assertThat(document.place(JsonPointer.parse("/a/b/0"))).isEqualTo("x.yaml:3");
    assertThat(document.place(JsonPointer.parse("/a/x/y"))).isEqualTo("x.yaml:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1\\na: 2|x.yaml:2: 'a' is given twice.",
        "a: [1|x.yaml:",
        "? [a]\\n: b|x.yaml: this is no YAML",
        "a: .nan|x.yaml:1: wanted a decimal number",
        "a: !secret b|x.yaml:1: no value of the kind !secret",
        "\\n|x.yaml: there is nothing in it.",
        "&a [*a]|x.yaml:1: this is too deep"
      })
  void what_cannot_be_read_is_told_with_its_line(String text, String message) {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
        .isInstanceOf(YamlFaultException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void a_small_file_cannot_become_a_large_value() {
    var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 9; i++) {
      var alias = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]\n".formatted(i, i, String.join(",", Collections.nCopies(10, alias))));
    }
    assertThatThrownBy(() -> read(bomb.toString())).isInstanceOf(YamlFaultException.class);
  }
}
