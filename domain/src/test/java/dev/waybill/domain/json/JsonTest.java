package dev.waybill.domain.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"\"s3cret\"", "[\"s3cret\"]", "{\"s3cret\": 1}", "{\"a\": [{\"b\": \"s3cret\"}]}"})
  void no_text_form_shows_content(String text) {
    assertThat(JsonText.json(text).toString()).doesNotContain("s3cret");
  }

  @Test
  void no_text_form_shows_a_number_or_a_truth() {
    assertThat(Json.of(4711).toString()).doesNotContain("4711");
    assertThat(Json.of(true)).hasToString(Json.of(false).toString());
  }

  @Test
  void collections_cannot_be_changed_from_outside() {
    var members = new LinkedHashMap<String, Json>(Map.of("a", Json.of(1)));
    var object = new JsonObject(members);
    members.clear();
    assertThat(object.get("a")).isEqualTo(Json.of(1));
    assertThatThrownBy(() -> object.members().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    var elements = new ArrayList<Json>(List.of(Json.of(1)));
    var array = new JsonArray(elements);
    elements.clear();
    assertThat(array.elements()).hasSize(1);
  }

  @Test
  void members_keep_their_order_and_their_place() {
    var object =
        JsonText.object("{\"b\": 1, \"a\": 2}").with("b", Json.of(3)).with("c", Json.of(4));
    assertThat(object.members().keySet()).containsExactly("b", "a", "c");
  }

  @ParameterizedTest
  @CsvSource({"1.0, 1.00, true", "1e2, 100, true", "0, -0.000, true", "1, 1.01, false"})
  void numbers_are_equal_by_value(BigDecimal one, BigDecimal other, boolean equal) {
    assertThat(Json.of(one).equals(Json.of(other))).isEqualTo(equal);
    if (equal) {
      assertThat(Json.of(one)).hasSameHashCodeAs(Json.of(other));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, true",
    "0e99, true",
    "1.0, true",
    "1e3, true",
    "-7, true",
    "999999999999999999, true",
    "9223372036854775807, true",
    "-9223372036854775808, true",
    "9223372036854775808, false",
    "-9223372036854775809, false",
    "1.5, false",
    "1e19, false",
    "1e2147483647, false",
    "1e-2147483647, false"
  })
  void a_number_tells_whether_it_fits_a_long(BigDecimal number, boolean fits) {
    assertThat(Json.of(number).isLong()).isEqualTo(fits);
    if (fits) {
      assertThat(Json.of(number.longValueExact())).isEqualTo(Json.of(number));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\" \"", "[]", "{}"})
  void nothing_worth_sending_is_empty(String text) {
    assertThat(JsonText.json(text).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "false", "\"x\"", "[null]", "{\"a\": null}"})
  void anything_else_is_not(String text) {
    assertThat(JsonText.json(text).isEmpty()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"b\": 1, \"a\": [true, null]} | {\"a\": [true, null], \"b\": 1.0}",
        "{\"x\": {\"q\": 0, \"p\": 100}} | {\"x\": {\"p\": 1e2, \"q\": -0.0}}"
      })
  void equal_values_have_one_canonical_form(String one, String other) {
    assertThat(canonical(one)).isEqualTo(canonical(other));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "[1, 2] | [2, 1]",
        "[1, 2] | [12]",
        "[[1], 2] | [[1, 2]]",
        "[\"1\"] | [1]",
        "[\"null\"] | [null]",
        "{\"a\": null} | {}",
        "[\"a\", \"b\"] | [\"a\\\",\\\"b\"]",
        "[\"\\\\\"] | [\"\\\\\\\\\"]",
        "{\"a\": {}} | {\"a\": []}"
      })
  void different_values_have_different_ones(String one, String other) {
    assertThat(canonical(one)).isNotEqualTo(canonical(other));
  }

  private static String canonical(String text) {
    return new String(CanonicalJson.bytes(JsonText.json(text)), UTF_8);
  }
}
