package dev.waybill.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonSchemas;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.mapping.JsonMappingCompiler;
import dev.waybill.domain.mapping.MappingCompiler.Compiled;
import dev.waybill.domain.mapping.MappingSchemaDocument;
import dev.waybill.domain.mapping.PhoneNumbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema and the compiler agree on what a mapping looks like. */
class MappingSchemaTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final JsonObject SCHEMA = object(MappingSchemaDocument.bytes());
  private static final JsonSchemas SCHEMAS = new NetworkntSchemas();
  private static final Pattern BLOCK =
      Pattern.compile("^```json\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern CONVERSION =
      Pattern.compile(
          "^\\| `(.+)` \\| `.+` \\| (?:`.+`|note `.+`|nothing) \\|$", Pattern.MULTILINE);

  /** What no schema can know: regions, and the settings of one connector. */
  private static final Set<String> NOT_STRUCTURAL = Set.of("unknown_region", "unknown_setting");

  @Test
  void the_schema_is_one() {
    assertThat(SCHEMA.string("$schema")).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(problems("{\"fields\": {}}")).isNotEmpty();
  }

  @Test
  void every_mapping_of_the_document_is_valid() throws IOException {
    var mappings =
        BLOCK
            .matcher(document())
            .results()
            .map(block -> json(block.group(1).getBytes(UTF_8)))
            .filter(JsonObject.class::isInstance)
            .map(JsonObject.class::cast)
            .filter(block -> block.get("fields") != null)
            .toList();
    assertThat(mappings).hasSizeGreaterThanOrEqualTo(3);
    assertThat(mappings)
        .allSatisfy(mapping -> assertThat(SCHEMAS.check(SCHEMA, mapping)).isEmpty());
  }

  @Test
  void every_conversion_of_the_document_is_valid() throws IOException {
    var conversions = CONVERSION.matcher(document()).results().map(row -> row.group(1)).toList();
    assertThat(conversions).hasSizeGreaterThan(40);
    assertThat(conversions)
        .allSatisfy(
            conversion ->
                assertThat(rule("{\"path\": \"/v\", \"convert\": [" + conversion + "]}"))
                    .isEmpty());
  }

  @Test
  void every_starting_mapping_is_valid() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("adapters-outbound"))) {
      var mappings =
          files
              .filter(file -> file.toString().contains("/src/main/resources/"))
              .filter(file -> file.getFileName().toString().endsWith("mapping.json"))
              .toList();
      assertThat(mappings).hasSizeGreaterThanOrEqualTo(2);
      for (var mapping : mappings) {
        assertThat(SCHEMAS.check(SCHEMA, object(Files.readAllBytes(mapping))))
            .as(mapping.toString())
            .isEmpty();
      }
    }
  }

  record Mistake(String rule, String code) {}

  static Stream<Mistake> mistakes() throws IOException {
    var file = ROOT.resolve("domain/src/test/resources/dev/waybill/domain/mapping/mistakes.csv");
    return Files.readAllLines(file).stream()
        .skip(1)
        .map(line -> line.split("; ", 2))
        .map(cells -> new Mistake(cells[0], cells[1].substring(cells[1].lastIndexOf(' ') + 1)));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void what_the_compiler_refuses_is_not_valid(Mistake mistake) {
    assertThat(rule(mistake.rule).isEmpty()).isEqualTo(NOT_STRUCTURAL.contains(mistake.code));
  }

  @Test
  void a_base_is_overridden_by_rules_or_by_null() {
    assertThat(problems("{\"base\": \"segment\"}")).isEmpty();
    assertThat(
            problems(
                "{\"base\": \"segment\", \"fields\": {\"/a\": null, \"/b\": {\"constant\": 1}}}"))
        .isEmpty();
    assertThat(problems("{\"base\": 1}")).isNotEmpty();
    assertThat(problems("{\"base\": \"segment\", \"field\": {}}")).isNotEmpty();
    assertThat(problems("{\"fields\": {\"/a\": null}}")).isNotEmpty();
    assertThat(problems("{}")).isNotEmpty();
  }

  @Test
  void the_schema_knows_the_conversions_of_the_compiler() {
    var alternatives = array(SCHEMA.object("$defs").object("conversion"), "oneOf");
    var named = array((JsonObject) alternatives.getFirst(), "enum");
    var refused = compile("{\"fields\": {\"/a\": {\"path\": \"/a\", \"convert\": [\"none\"]}}}");
    var message = ((Compiled.Faulty) refused).problems().getFirst().message();
    var names = message.substring(message.indexOf(':') + 1, message.indexOf('.'));
    for (var name : names.split(",", -1)) {
      var conversion = Json.of(name.strip());
      assertThat(conversion.equals(Json.of("truncate")) || named.contains(conversion))
          .as(name)
          .isTrue();
    }
  }

  private static List<Json> array(JsonObject object, String name) {
    return ((JsonArray) Objects.requireNonNull(object.get(name))).elements();
  }

  private static Compiled compile(String mapping) {
    return new JsonMappingCompiler(new NoNumbers())
        .compile(object(mapping.getBytes(UTF_8)), JsonObject.EMPTY);
  }

  private record NoNumbers() implements PhoneNumbers {
    @Override
    public Optional<String> e164(String text, String defaultRegion) {
      return Optional.empty();
    }

    @Override
    public boolean knowsRegion(String region) {
      return false;
    }
  }

  private static List<Problem> rule(String rule) {
    return problems("{\"fields\": {\"/v\": " + rule + "}}");
  }

  private static List<Problem> problems(String mapping) {
    return SCHEMAS.check(SCHEMA, object(mapping.getBytes(UTF_8)));
  }

  private static String document() throws IOException {
    return Files.readString(ROOT.resolve("docs/mapping.md"));
  }

  private static JsonObject object(byte[] text) {
    return (JsonObject) json(text);
  }

  private static Json json(byte[] text) {
    return new JacksonCodec().read(text).orElseThrow();
  }
}
