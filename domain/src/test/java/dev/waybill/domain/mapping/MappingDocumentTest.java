package dev.waybill.domain.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/mapping.md says is what happens. */
class MappingDocumentTest {
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `(.+)` \\| `(.+)` \\| (?:`(.+)`|note `(.+)`|(nothing)) \\|$", Pattern.MULTILINE);
  private static final Pattern BLOCK =
      Pattern.compile("^```json\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern CONDITION =
      Pattern.compile("^\\| `(\\{\"path.+\\})` \\| the", Pattern.MULTILINE);

  record Example(String conversion, String value, String result, String note) {}

  static Stream<Example> examples() throws IOException {
    return ROW.matcher(document())
        .results()
        .map(
            row ->
                new Example(
                    row.group(1),
                    cell(row.group(2)),
                    orEmpty(row.group(3)),
                    orEmpty(row.group(4))));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void the_example_of_the_document_is_true(Example example) {
    var mapped =
        Mappings.mapped(
            "{\"/v\": {\"path\": \"/v\", \"convert\": [" + example.conversion + "]}}",
            "{\"v\": " + example.value + "}");
    assertThat(mapped.payload().get("v"))
        .isEqualTo(example.result.isEmpty() ? null : JsonText.json(example.result));
    assertThat(Mappings.told(mapped.notes()))
        .isEqualTo(example.note.isEmpty() ? List.of() : List.of("/v " + example.note));
  }

  @Test
  void every_conversion_has_an_example() throws IOException {
    var shown = new TreeSet<String>();
    examples()
        .map(example -> JsonText.json(example.conversion))
        .forEach(
            json ->
                shown.add(
                    json instanceof JsonObject object
                        ? String.valueOf(object.string("name"))
                        : String.valueOf(json.text())));
    assertThat(shown).isEqualTo(Conversions.names()).hasSize(22);
  }

  @Test
  void the_documents_mapping_passes_the_documents_tests() throws IOException {
    var blocks = BLOCK.matcher(document()).results().map(block -> block.group(1)).toList();
    assertThat(blocks).hasSize(4);
    var mapping = Mappings.compiled(blocks.getFirst());
    var tests = MappingTests.parse(JsonText.array(blocks.get(3)));
    assertThat(tests).isInstanceOf(MappingTests.Parsed.Ready.class);
    assertThat(MappingTests.run(mapping, ((MappingTests.Parsed.Ready) tests).tests()))
        .hasSize(2)
        .allSatisfy(result -> assertThat(result.detail()).isEmpty())
        .allMatch(MappingTest.Result::passed);
  }

  @Test
  void the_document_overrides_fields_of_a_base() throws IOException {
    var blocks = BLOCK.matcher(document()).results().map(block -> block.group(1)).toList();
    var base = JsonText.object("{\"fields\": {\"/properties/description\": {\"path\": \"/d\"}}}");
    var whole = WholeMapping.of(JsonText.object(blocks.get(1)), Map.of("canonical", base));
    assertThat(whole.problems()).isEmpty();
    assertThat(whole.mapping().object("fields").members()).containsOnlyKeys("/user/external_id");
  }

  @Test
  void the_documents_sums_and_templates_do_what_it_says() throws IOException {
    var blocks = BLOCK.matcher(document()).results().map(block -> block.group(1)).toList();
    var event =
        """
        {"event": "Order Completed", "properties": {"order_id": 7, "products": [
          {"price": 1.5, "quantity": 2}, {"price": "4", "quantity": 1}]}}\
        """;
    var outcome = Mappings.compiled(blocks.get(2)).apply(JsonText.object(event));
    assertThat(outcome)
        .isEqualTo(
            new Mapping.Outcome.Mapped(
                JsonText.object(
                    """
                    {"properties": {"value": 7, "num_items": 3, "description": "7: Order Completed"}}\
                    """),
                List.of()));
  }

  @Test
  void the_documents_conditions_are_filters() throws IOException {
    assertThat(CONDITION.matcher(document()).results().map(row -> row.group(1)))
        .isNotEmpty()
        .allSatisfy(
            condition ->
                assertThat(EventFilters.compile(JsonText.object(condition)))
                    .isInstanceOf(EventFilters.Compiled.Ready.class));
  }

  private static String document() throws IOException {
    return Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs/mapping.md"));
  }

  /** In a table of a document a bar is written with a backslash. */
  private static String cell(String text) {
    return text.replace("\\|", "|");
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : cell(text);
  }
}
