package dev.waybill.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.ingest.EventItem;
import dev.waybill.domain.ingest.EventItem.Parsed;
import dev.waybill.domain.ingest.EventItem.Unreadable;
import dev.waybill.domain.ingest.EventSlicer;
import dev.waybill.domain.ingest.EventSlicer.Format;
import dev.waybill.domain.ingest.EventSlicer.Sliced;
import dev.waybill.domain.ingest.EventSlicer.Sliced.Items;
import dev.waybill.domain.ingest.EventSlicer.Sliced.Malformed;
import dev.waybill.domain.ingest.EventSlicer.Sliced.TooMany;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonEventSlicerTest {
  private static final String GOOD = "{\"event\":\"ViewContent\"}";

  private final EventSlicer slicer = new JacksonEventSlicer();

  static Stream<Arguments> badItems() {
    return Stream.of(
        Arguments.of("42", "wrong_type", ""),
        Arguments.of("[[1]]", "wrong_type", ""),
        Arguments.of("null", "wrong_type", ""),
        Arguments.of("{\"a\":" + nested(60) + "}", "too_deep", "/a" + "/0".repeat(31)),
        Arguments.of("{\"a\":" + nested(1_000) + "}", "too_deep", "/a" + "/0".repeat(31)),
        Arguments.of("{\"a\":" + nested(15_000) + "}", "too_deep", "/a" + "/0".repeat(31)),
        Arguments.of("{\"a\":{\"b\":1,\"b\":2},\"c\":3}", "duplicate_member", "/a/b"),
        Arguments.of("{\"a\":[\"x\",\"y\\u0000secret\"]}", "invalid_text", "/a/1"),
        Arguments.of("{\"a\":\"secret\\ud800\"}", "invalid_text", "/a"),
        Arguments.of("{\"x\":{\"secret\\udfff\":{}}}", "invalid_text", "/x"),
        Arguments.of("{\"value\":1e5000}", "number_out_of_range", "/value"),
        Arguments.of("{\"value\":" + "9".repeat(2_000) + "}", "number_out_of_range", "/value"),
        Arguments.of("{\"secret\":\"" + "x".repeat(64 * 1024) + "\"}", "too_large", ""),
        Arguments.of("{\"a\":[" + "1,".repeat(40_000) + "1]}", "too_large", ""));
  }

  @ParameterizedTest
  @MethodSource("badItems")
  void a_bad_item_of_an_array_is_refused_and_its_neighbours_kept(
      String item, String code, String pointer) {
    var items = items("[" + GOOD + "," + item + "," + GOOD + "]", Format.JSON);
    assertThat(items).hasSize(3);
    assertThat(items.getFirst()).isInstanceOf(Parsed.class);
    assertRefused(items.get(1), code, pointer);
    assertThat(items.getLast()).isInstanceOf(Parsed.class);
  }

  @ParameterizedTest
  @MethodSource("badItems")
  void a_bad_line_is_refused_and_its_neighbours_kept(String item, String code, String pointer) {
    var items = items(GOOD + "\n" + item + "\r\n" + GOOD, Format.NDJSON);
    assertThat(items).hasSize(3);
    assertThat(items.getFirst()).isInstanceOf(Parsed.class);
    assertRefused(items.get(1), code, pointer);
    assertThat(items.getLast()).isInstanceOf(Parsed.class);
  }

  private static void assertRefused(EventItem item, String code, String pointer) {
    assertThat(item).isInstanceOf(Unreadable.class);
    var problem = ((Unreadable) item).problem();
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.pointer()).hasToString(pointer);
    assertThat(problem.message()).isNotBlank().doesNotContain("secret", "999");
  }

  @Test
  void escaped_pairs_and_escaped_backslashes_are_no_lone_surrogates() {
    var item = "{\"\\ud83d\\ude00\":\"\\uD83D\\uDE00\",\"b\":\"\\\\ud83d \\\\\\\\ude00\"}";
    for (var format : Format.values()) {
      assertThat(items(item, format)).hasOnlyElementsOfType(Parsed.class);
    }
  }

  @Test
  void one_object_is_one_item() {
    assertThat(items(" " + GOOD + "\n", Format.JSON))
        .hasSize(1)
        .hasOnlyElementsOfType(Parsed.class);
  }

  @Test
  void an_empty_array_has_no_items() {
    assertThat(items("[]", Format.JSON)).isEmpty();
  }

  @Test
  void an_item_may_hold_exactly_64_kib_and_nest_exactly_32_levels() {
    var largest = "{\"a\":\"" + "x".repeat(64 * 1024 - 8) + "\"}";
    assertThat(largest).hasSize(64 * 1024);
    var deepest = "{\"a\":" + nested(31) + "}";
    for (var format : Format.values()) {
      assertThat(items(largest, format)).hasOnlyElementsOfType(Parsed.class);
      assertThat(items(deepest, format)).hasOnlyElementsOfType(Parsed.class);
      assertThat(items(largest.replace("\"a\"", "\"aa\""), format))
          .hasOnlyElementsOfType(Unreadable.class);
      assertThat(items("{\"a\":" + nested(32) + "}", format))
          .hasOnlyElementsOfType(Unreadable.class);
    }
  }

  @Test
  void an_items_size_is_counted_in_bytes_of_the_source() {
    assertThat(items("{\"a\":\"" + "é".repeat(40_000) + "\"}", Format.JSON))
        .hasOnlyElementsOfType(Unreadable.class);
    assertThat(items("[" + (" ".repeat(70_000) + GOOD + ",").repeat(2) + GOOD + "]", Format.JSON))
        .as("white space between items belongs to none")
        .hasOnlyElementsOfType(Parsed.class);
  }

  @Test
  void ten_thousand_items_are_taken_and_one_more_is_too_many() {
    for (var format : Format.values()) {
      assertThat(items(many(10_000, format), format)).hasSize(10_000);
      assertThat(slice(many(10_001, format), format)).isInstanceOf(TooMany.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n\t\r\n"})
  void an_empty_body_is_malformed(String body) {
    for (var format : Format.values()) {
      assertThat(slice(body, format)).isInstanceOf(Malformed.class);
    }
  }

  @Test
  void a_syntax_error_is_told_by_line_and_column_and_never_by_content() {
    assertThat(slice("[\n  " + GOOD + ",\n  {\"secret\" 1}\n]", Format.JSON))
        .isEqualTo(new Malformed("The body is not well-formed JSON at line 3, column 13."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1", "[{},]", "{} {}", "[{}]]", "{\"a\":tru}", "{a:1}", "[{}"})
  void a_json_body_that_is_not_one_value_is_malformed(String body) {
    assertThat(slice(body, Format.JSON)).isInstanceOf(Malformed.class);
  }

  @Test
  void a_body_that_nests_without_end_is_malformed() {
    assertThat(slice("[".repeat(8_000_000), Format.JSON)).isInstanceOf(Malformed.class);
  }

  @Test
  void a_body_that_is_not_utf8_is_malformed_with_its_place() {
    assertThat(slicer.slice("[\n{\"a\":\"é\"}]".getBytes(ISO_8859_1), Format.JSON))
        .isEqualTo(new Malformed("The body is not UTF-8 at line 2, column 7."));
  }

  @Test
  void in_ndjson_only_the_broken_line_is_refused() {
    var body = GOOD + "\n\n{\"a\":\n" + GOOD + "\n{} {}\n{\"a\":\"é\"}\n \n" + GOOD + "\n";
    var sliced = slicer.slice(body.getBytes(ISO_8859_1), Format.NDJSON);
    assertThat(((Items) sliced).items())
        .extracting(item -> item instanceof Unreadable(var problem) ? problem.code() : "parsed")
        .containsExactly(
            "parsed", "malformed_json", "parsed", "malformed_json", "invalid_text", "parsed");
  }

  private List<EventItem> items(String body, Format format) {
    var sliced = slice(body, format);
    assertThat(sliced).isInstanceOf(Items.class);
    return ((Items) sliced).items();
  }

  private Sliced slice(String body, Format format) {
    return slicer.slice(body.getBytes(UTF_8), format);
  }

  private static String many(int count, Format format) {
    return switch (format) {
      case JSON -> "[" + "{},".repeat(count - 1) + "{}]";
      case NDJSON -> "{}\n".repeat(count);
    };
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }
}
