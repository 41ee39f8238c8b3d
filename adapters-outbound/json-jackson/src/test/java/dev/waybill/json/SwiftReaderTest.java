package dev.waybill.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwiftReaderTest {
  private static final int DEPTH = 8;
  private static final List<String> DOCUMENTS =
      List.of(
          """
          {"event":"Purchase","event_time":"2026-09-21T14:13:20Z","context":{"email":"a@b.example",
           "phone":["+442079460000","+442079460001"], "ok" : true, "not":false, "nil":null, "o":{}},
           "properties":{"value":59.80,"n":-0,"m":-12.0050,"contents":[{"price":1},[],[ ]],"":""}}
          """,
          "{\"städte\":\"Köln, 東京, 😀\",\"escaped\":\"a\\u00e9\\ud83d\\ude00\\\\\\\"\\/\\b\\f\\n\\r\\t\"}",
          "[0,1,10,999999999999999999,1000000000000000000,0.000000000000000001,1e5,1E-5,01,-,1.]",
          "{\"a\":1,\"\\u0061\":2,\"b\":\"\\u0000\",\"c\":\"\\ud800\",\"d\":\"\\udc00\\ud800\"}",
          "[[[[[[[[]]]]]]]]",
          "\"text\"",
          " null ");
  private static final String LIKELY = "{}[]\",:\\u0eE-+.1dD89 \t\nañtrfl\u0001";

  @Test
  void a_spoilt_document_is_never_read_in_another_way_than_by_tokens() {
    var random = new Random(20_261_122);
    int read = 0;
    int refused = 0;
    for (int i = 0; i < 200_000; i++) {
      var document = DOCUMENTS.get(random.nextInt(DOCUMENTS.size())).getBytes(UTF_8);
      var spoilt = spoilt(document, random);
      var swift = SwiftReader.one(spoilt, 0, spoilt.length, DEPTH);
      var tokens = byTokens(spoilt);
      if (swift != null) {
        assertThat(tokens).as(new String(spoilt, UTF_8)).isNotNull();
        assertThat(text(swift)).isEqualTo(text(tokens));
        read++;
      } else if (tokens == null) {
        refused++;
      }
    }
    assertThat(read).isGreaterThan(20_000);
    assertThat(refused).isGreaterThan(20_000);
  }

  private static byte[] spoilt(byte[] document, Random random) {
    var spoilt = document.clone();
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(spoilt.length);
      spoilt[at] =
          random.nextInt(4) == 0
              ? (byte) random.nextInt(256)
              : (byte) LIKELY.charAt(random.nextInt(LIKELY.length()));
    }
    return random.nextInt(4) == 0
        ? Arrays.copyOf(spoilt, random.nextInt(spoilt.length + 1))
        : spoilt;
  }

  private static @Nullable Json byTokens(byte[] json) {
    var reading = Streams.readOne(LoneSurrogates.blanked(json), 0, json.length, DEPTH);
    return reading.problem() == null ? reading.value() : null;
  }

  private static String text(@Nullable Json json) {
    return json == null ? "nothing" : new String(TreeWriter.bytes(json), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " [ ] ",
        "{\"a\":{\"b\":[1,-2.50,0,true,false,null,\"x\"]}, \"c\" : \"\" }",
        "\"Köln 東京 😀\"",
        "{\"ключ\":1}",
        "\"\\ud83d\\ude00\\u00e9\\/\\\"\"",
        "[[[[[[[[]]]]]]]]"
      })
  void it_does_not_give_up_on_what_is_in_order(String json) {
    var bytes = json.getBytes(UTF_8);
    assertThat(SwiftReader.one(bytes, 0, bytes.length, DEPTH)).isEqualTo(byTokens(bytes));
  }

  @Test
  void it_reads_between_the_two_places_and_no_further() {
    var json = "1234".getBytes(UTF_8);
    assertThat(SwiftReader.one(json, 1, 3, DEPTH)).isEqualTo(Json.of(23));
    var text = "\"\\u00e9\"".getBytes(UTF_8);
    assertThat(SwiftReader.one(text, 0, text.length - 2, DEPTH)).isNull();
  }

  @Test
  void a_names_text_is_its_own_however_alike_the_hashes_are() {
    for (var name : List.of("Aa", "BB", "Aa", "x".repeat(33), "", "BB")) {
      var json = ("{\"" + name + "\":1}").getBytes(UTF_8);
      assertThat(text(SwiftReader.one(json, 0, json.length, DEPTH)))
          .isEqualTo(new String(json, UTF_8));
    }
  }

  @Test
  void what_must_be_escaped_is_written_escaped_and_the_rest_as_it_is() {
    assertThat(text(Json.of("\b\t\n\f\r\"\\/\u0000\u001f\u007fé東😀")))
        .isEqualTo("\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0000\\u001F\u007fé東😀\"");
  }

  @Test
  void half_a_character_is_not_written() {
    assertThatThrownBy(() -> TreeWriter.bytes(Json.of("a\ud83d")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TreeWriter.bytes(Json.of("\ude00")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
