package dev.waybill.domain.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPointerTest {
  private static final Json DOCUMENT =
      JsonText.json(
          """
          {"list": ["a", {"b": 1}], "": "empty", "a/b": "slash", "m~n": "tilde", "~1": "both",
           "0": "zero"}""");

  @ParameterizedTest
  @CsvSource({"/list/0, a", "/, empty", "/a~1b, slash", "/m~0n, tilde", "/~01, both", "/0, zero"})
  void a_pointer_leads_to_its_value_and_back_to_its_text(String text, String value) {
    var pointer = JsonPointer.parse(text);
    assertThat(pointer.resolve(DOCUMENT)).isEqualTo(Json.of(value));
    assertThat(pointer).hasToString(text);
  }

  @Test
  void the_empty_pointer_is_the_value_itself() {
    assertThat(JsonPointer.parse("").resolve(DOCUMENT)).isSameAs(DOCUMENT);
    assertThat(JsonPointer.ROOT.at("list").at(1).at("b").resolve(DOCUMENT)).isEqualTo(Json.of(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/none",
        "/list/2",
        "/list/-",
        "/list/-1",
        "/list/01",
        "/list/ 0",
        "/list/0/x",
        "/list/1/c",
        "/list/99999999999",
        "/list/\u0661"
      })
  void a_way_that_ends_early_leads_nowhere(String text) {
    assertThat(JsonPointer.parse(text).resolve(DOCUMENT)).isNull();
  }

  @Test
  void a_pointer_begins_with_a_slash() {
    assertThatThrownBy(() -> JsonPointer.parse("s3cret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("s3cret");
  }
}
