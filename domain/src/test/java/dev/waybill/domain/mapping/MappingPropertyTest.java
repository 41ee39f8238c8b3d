package dev.waybill.domain.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonText;
import dev.waybill.domain.mapping.MappingCompiler.Compiled;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/** What holds for every mapping and every event, and not for our examples alone. */
class MappingPropertyTest {
  private static final MappingCompiler COMPILER = new JsonMappingCompiler(new FewPhoneNumbers());

  @Property(tries = 2_000, shrinking = ShrinkingMode.BOUNDED)
  void normalising_twice_is_normalising_once(
      @ForAll("normalising") String conversion, @ForAll("texts") String text) {
    var mapping =
        Mappings.compiled(
            "{\"fields\": {\"/v\": {\"path\": \"/v\", \"convert\": [" + conversion + "]}}}");
    var once = value(mapping, Json.of(text));
    if (once != null) {
      assertThat(value(mapping, once)).as(conversion).isEqualTo(once);
    }
  }

  private static @Nullable Json value(Mapping mapping, Json value) {
    var event = new JsonObject(Map.of("v", value));
    return ((Mapping.Outcome.Mapped) mapping.apply(event)).payload().get("v");
  }

  /** All but the one that turns a time into a number. */
  @Provide
  Arbitrary<String> normalising() {
    var written =
        Conversions.names().stream()
            .filter(name -> !name.equals("epoch_seconds"))
            .map(
                name ->
                    name.equals("truncate")
                        ? "{\"name\": \"truncate\", \"length\": 7}"
                        : "\"" + name + "\"")
            .toList();
    return Arbitraries.of(written);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(40).filter(MappingPropertyTest::isUnicode),
        Arbitraries.strings()
            .withChars("aBßİıŉǅ \u00a0\u0130-'.@+0123456789Zé\u0307")
            .ofMaxLength(20),
        Arbitraries.of(
            "+12133734253",
            "  Jo@Example.COM",
            "District of Columbia",
            "UK",
            "Côte d'Ivoire",
            "::ffff:8.8.8.8",
            "HTTPS://x.example/É",
            "1e5",
            "-0.00",
            "00042",
            "00000000-0000-0000-0000-000000000000"));
  }

  private static boolean isUnicode(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  @Property(tries = 1_000, shrinking = ShrinkingMode.BOUNDED)
  void whatever_is_given_as_a_mapping_compiles_or_tells_why(
      @ForAll long seed, @ForAll boolean wrapped) {
    var anything = new RandomMappings(seed).anything();
    var mapping = wrapped ? JsonObject.builder().put("fields", anything).build() : anything;
    switch (COMPILER.compile(mapping, JsonObject.EMPTY)) {
      case Compiled.Ready(var ready) ->
          assertThat(ready.apply(JsonText.object("{\"a\": {\"b\": [1, \"x\"]}}"))).isNotNull();
      case Compiled.Faulty(var problems) ->
          assertThat(problems)
              .isNotEmpty()
              .allSatisfy(
                  problem -> {
                    assertThat(problem.pointer().resolve(mapping)).isNotNull();
                    assertThat(problem.message()).isNotBlank();
                  });
    }
  }

  @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
  void whatever_is_given_as_a_filter_compiles_or_tells_why(@ForAll long seed) {
    var filter = new RandomMappings(seed).anything();
    switch (EventFilters.compile(filter)) {
      case EventFilters.Compiled.Ready(var ready) ->
          ready.wants(JsonText.object("{\"a\": {\"b\": [1, \"x\"]}}"));
      case EventFilters.Compiled.Faulty(var problems) ->
          assertThat(problems)
              .isNotEmpty()
              .allSatisfy(problem -> assertThat(problem.pointer().resolve(filter)).isNotNull());
    }
  }

  @Property(tries = 1_000, shrinking = ShrinkingMode.BOUNDED)
  void a_mapping_that_compiles_maps_every_event(@ForAll long seed) {
    var random = new RandomMappings(seed);
    var event = random.event();
    var compiled = COMPILER.compile(random.mapping(), JsonObject.EMPTY);
    assertThat(compiled).isInstanceOf(Compiled.Ready.class);
    var ready = ((Compiled.Ready) compiled).mapping();
    var explained = ready.explain(event);
    assertThat(explained.outcome()).isEqualTo(ready.apply(event));
    if (explained.outcome() instanceof Mapping.Outcome.Mapped(var payload, _)) {
      assertThat(holdsNull(payload)).isFalse();
      assertThat(explained.fields()).hasSizeGreaterThanOrEqualTo(1);
    }
  }

  private static boolean holdsNull(Json value) {
    return switch (value) {
      case JsonNull _ -> true;
      case JsonArray(var elements) -> elements.stream().anyMatch(MappingPropertyTest::holdsNull);
      case JsonObject(var members) ->
          members.values().stream().anyMatch(MappingPropertyTest::holdsNull);
      default -> false;
    };
  }
}
