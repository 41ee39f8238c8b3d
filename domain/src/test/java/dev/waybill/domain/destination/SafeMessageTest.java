package dev.waybill.domain.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.credential.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeMessageTest {
  private static final Credential CREDENTIAL =
      new Credential(Map.of("token", new Secret("open sesame"), "none", new Secret("")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Jane Roe\"",
        "'Jane Roe'",
        "\"Jane Roe",
        "jane.roe@shop.example",
        "+1 213-373-4253",
        "(0213) 373 42 53",
        "198.51.100.7",
        "2001:db8::7",
        "https://shop.example/?ttclid=abc",
        "848a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4f",
        "C0EXAMPLEPIXELCODE00",
        "open sesame"
      })
  void what_looks_like_a_value_is_cut_out(String value) {
    assertThat(SafeMessage.of("wrong user.email: " + value, CREDENTIAL))
        .isEqualTo("wrong user.email: [cut]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Batch.0.properties.contents.0.content_id: Not a valid string",
        "Invalid value for event_source_id: not a valid string.",
        "attribution_window_hr_click isn't allowed, and that's it",
        "Too many requests. Please retry in some time."
      })
  void names_of_fields_and_plain_words_stay(String message) {
    assertThat(SafeMessage.of(message, CREDENTIAL)).isEqualTo(message);
  }

  @Test
  void it_is_one_line_of_bounded_length() {
    var message = SafeMessage.of("no\r\nno " + "word ".repeat(100_000), CREDENTIAL);
    assertThat(message).hasSize(SafeMessage.MAX_LENGTH).startsWith("no no word");
  }
}
