package dev.waybill.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonCodecTest {
  private final JacksonCodec codec = new JacksonCodec();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"b\":1,\"a\":[true,false,null,\"é😀/\\\"\\n\",-0.10,{}],\"\":[]}",
        "1.10",
        "\"text\"",
        "null",
        "[]"
      })
  void what_was_written_is_read_and_written_the_same(String json) {
    assertThat(roundTrip(json)).isEqualTo(json);
  }

  @Test
  void numbers_are_written_in_plain_notation() {
    assertThat(roundTrip("[1e3,1.5E-7,-2e+20,1e100]"))
        .isEqualTo("[1000,0.00000015,-200000000000000000000,1" + "0".repeat(100) + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{} {}",
        "[1,]",
        "{'a':1}",
        "NaN",
        "01",
        "// no\n1",
        "{\"a\":1,\"a\":2}",
        "{\"x\":{\"a\":1,\"\\u0061\":2}}",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\u0000\"",
        "{\"\\u0000\":1}",
        "{\"\\ud800\":1}",
        "{\"\\ud800\\u0041\":1}",
        "{\"\\udfff\":1}",
        "\"\\ud800\\ud800\\udc00\"",
        "\"\\ud8",
        "\"a\u0000b\"",
        "1e101",
        "1e-101",
        "1e999999999",
        "1e99999999999999999999"
      })
  void what_is_not_exactly_one_clean_value_is_refused(String json) {
    assertThat(codec.read(json.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void bytes_that_are_not_utf8_are_refused() {
    assertThat(codec.read("\"é\"".getBytes(ISO_8859_1))).isEmpty();
    assertThat(codec.read("{\"a\":1}".getBytes(UTF_16LE))).isEmpty();
    assertThat(codec.read(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'}))
        .as("overlong")
        .isEmpty();
    assertThat(codec.read(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}))
        .as("an encoded surrogate")
        .isEmpty();
  }

  @Test
  void nesting_is_read_down_to_200_and_no_deeper() {
    assertThat(codec.read(nested(200))).isPresent();
    assertThat(codec.read(nested(201))).isEmpty();
    assertThat(codec.read(nested(1_000_000))).isEmpty();
  }

  @Test
  void a_number_of_a_thousand_digits_is_read_and_a_longer_one_refused() {
    assertThat(codec.read("7".repeat(1_000).getBytes(UTF_8))).isPresent();
    assertThat(codec.read("7".repeat(1_001).getBytes(UTF_8))).isEmpty();
  }

  private static byte[] nested(int depth) {
    return ("[".repeat(depth) + "]".repeat(depth)).getBytes(UTF_8);
  }

  private String roundTrip(String json) {
    return new String(codec.write(codec.read(json.getBytes(UTF_8)).orElseThrow()), UTF_8);
  }
}
