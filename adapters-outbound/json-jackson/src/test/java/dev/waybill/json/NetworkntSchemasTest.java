package dev.waybill.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkntSchemasTest {
  private final NetworkntSchemas schemas = new NetworkntSchemas();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"object\"} | [] | wrong_type | ``",
        "{\"required\":[\"a\"]} | {} | required | /a",
        "{\"properties\":{\"o\":{\"required\":[\"a/b\"]}}} | {\"o\":{}} | required | /o/a~1b",
        "{\"additionalProperties\":false} | {\"x\":1} | not_allowed | /x",
        "{\"unevaluatedProperties\":false} | {\"x\":1} | not_allowed | /x",
        "{\"enum\":[\"a\",\"b\"]} | \"s3cret\" | one_of | ``",
        "{\"const\":\"a\"} | \"s3cret\" | one_of | ``",
        "{\"pattern\":\"^[a-z]+$\"} | \"s3cret\" | pattern | ``",
        "{\"format\":\"uri\"} | \"s3cret s3cret\" | format | ``",
        "{\"minLength\":9} | \"s3cret\" | too_short | ``",
        "{\"maxLength\":1} | \"s3cret\" | too_long | ``",
        "{\"minimum\":9} | 7 | too_small | ``",
        "{\"exclusiveMinimum\":7} | 7 | too_small | ``",
        "{\"maximum\":1.5} | 7 | too_large | ``",
        "{\"exclusiveMaximum\":7} | 7 | too_large | ``",
        "{\"minItems\":1} | [] | too_few | ``",
        "{\"maxItems\":1} | [1,2] | too_many | ``",
        "{\"uniqueItems\":true} | [1,1] | not_unique | ``",
        "{\"items\":{\"type\":\"string\"}} | [\"a\",1] | wrong_type | /1",
        "{\"type\":\"integer\"} | 1.5 | wrong_type | ``",
        "{\"oneOf\":[{\"minimum\":1},{\"minimum\":2}]} | 7 | no_alternative | ``",
        "{\"not\":{\"type\":\"string\"}} | \"s3cret\" | no_alternative | ``",
        "{\"multipleOf\":2} | 7 | step | ``",
        "{\"properties\":{\"x\":false}} | {\"x\":1} | not_allowed | /x",
        "{\"propertyNames\":{\"pattern\":\"^a\"}} | {\"s\":1} | not_allowed | /s",
        "{\"dependentRequired\":{\"a\":[\"b\"]}} | {\"a\":1} | required | /a"
      })
  void a_problem_has_a_stable_code_and_a_pointer_and_repeats_no_value(
      String schema, String value, String code, String pointer) {
    var problems = check(schema, value);
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().code()).isEqualTo(code);
    assertThat(problems.getFirst().pointer()).hasToString(pointer);
    assertThat(problems.getFirst().message()).isNotBlank().doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"integer\"} | 1.0",
        "{\"type\":\"integer\"} | 123456789012345678901234567890",
        "{\"type\":\"number\"} | 1.10",
        "{\"$defs\":{\"t\":{\"type\":\"string\"}},\"$ref\":\"#/$defs/t\"} | \"x\"",
        "{\"format\":\"uri\"} | \"https://example.com/x\""
      })
  void a_valid_value_has_no_problems(String schema, String value) {
    assertThat(check(schema, value)).isEmpty();
  }

  @Test
  void every_problem_is_told_and_not_the_first_alone() {
    assertThat(
            check(
                "{\"required\":[\"a\",\"b\"],\"properties\":{\"c\":{\"type\":\"string\"}}}",
                "{\"c\":1}"))
        .extracting(problem -> problem.pointer().toString())
        .containsExactlyInAnyOrder("/a", "/b", "/c");
  }

  @Test
  void two_schemas_with_the_same_id_do_not_answer_for_each_other() {
    var id = "{\"$id\":\"https://example.com/settings\",\"type\":";
    assertThat(check(id + "\"string\"}", "\"x\"")).isEmpty();
    assertThat(check(id + "\"number\"}", "\"x\"")).hasSize(1);
  }

  @Test
  void a_schema_elsewhere_is_never_fetched() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(200);
      var schema = "{\"$ref\":\"http://127.0.0.1:" + server.getLocalPort() + "/s.json\"}";
      assertThatThrownBy(() -> check(schema, "1")).isInstanceOf(RuntimeException.class);
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  private List<Problem> check(String schema, String value) {
    return schemas.check((JsonObject) json(schema), json(value));
  }

  private static Json json(String text) {
    return new JacksonCodec().read(text.getBytes(UTF_8)).orElseThrow();
  }
}
