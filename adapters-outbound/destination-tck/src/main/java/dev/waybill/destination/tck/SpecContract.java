package dev.waybill.destination.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.PlatformSpec;
import dev.waybill.domain.destination.PlatformSpec.StartingMapping;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.mapping.JsonMappingCompiler;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.mapping.MappingCompiler.Compiled;
import dev.waybill.domain.mapping.MappingTest;
import dev.waybill.domain.mapping.MappingTest.Expected;
import dev.waybill.domain.mapping.MappingTests;
import dev.waybill.domain.mapping.MappingTests.Parsed;
import dev.waybill.domain.quality.LintKinds;
import dev.waybill.json.NetworkntSchemas;
import dev.waybill.phone.LibPhoneNumbers;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What every destination promises about what it tells of itself. */
abstract class SpecContract extends BenchContract {
  private static final URI ANYWHERE = URI.create("http://127.0.0.1:9");

  private PlatformSpec spec() {
    return dialect().provider().spec();
  }

  @Test
  void the_provider_is_registered_as_a_service() {
    assertThat(ServiceLoader.load(DestinationProvider.class))
        .anyMatch(found -> found.getClass() == dialect().provider().getClass());
  }

  @Test
  void the_spec_is_always_the_same_and_says_what_the_platform_is() {
    var provider = dialect().provider();
    var spec = provider.spec();
    assertThat(provider.spec()).isEqualTo(spec);
    assertThat(dialect().provider().spec()).isEqualTo(spec);
    assertThat(spec.title()).isNotBlank();
    assertThat(spec.description()).isNotBlank();
    assertThat(spec.actions()).isNotEmpty();
  }

  // ── settings and credential ─────────────────────────────────────────────────────────────

  @Test
  void the_schemas_are_of_objects_that_allow_nothing_unnamed() {
    for (var schema : List.of(spec().settingsSchema(), spec().credentialSchema())) {
      assertThat(schema.string("type")).isEqualTo("object");
      assertThat(schema.get("additionalProperties")).isEqualTo(Json.of(false));
      assertThat(schema.get("properties")).isInstanceOf(JsonObject.class);
    }
  }

  @Test
  void good_settings_and_a_good_credential_satisfy_their_schemas() {
    var schemas = new NetworkntSchemas();
    assertThat(schemas.check(spec().settingsSchema(), dialect().settings(ANYWHERE))).isEmpty();
    var credential = JsonObject.builder();
    for (var name : dialect().credential().names()) {
      credential.put(name, Objects.requireNonNull(dialect().credential().get(name)).reveal());
    }
    assertThat(schemas.check(spec().credentialSchema(), credential.build())).isEmpty();
  }

  @Test
  void settings_with_an_unknown_member_are_refused() {
    var settings = dialect().settings(ANYWHERE).with("no_such_setting", Json.of(1));
    assertThat(new NetworkntSchemas().check(spec().settingsSchema(), settings)).isNotEmpty();
  }

  @Test
  void good_settings_have_no_problem() {
    assertThat(dialect().provider().check(dialect().settings(ANYWHERE))).isEmpty();
  }

  // ── the review of payloads ──────────────────────────────────────────────────────────────

  @Test
  void what_a_review_finds_is_explained_to_people() {
    var review = dialect().provider().review();
    assertThat(review.kinds())
        .allSatisfy(
            kind -> {
              assertThat(kind.code()).matches("[a-z0-9_]{1,64}");
              assertThat(kind.meaning()).as(kind.code()).isNotBlank();
              assertThat(kind.remedy()).as(kind.code()).isNotBlank();
            });
    var kinds = LintKinds.of(dialect().provider());
    assertThat(review.findings(dialect().event("event-0")))
        .allSatisfy(found -> assertThat(kinds.explain(found.kind())).as(found.kind()).isTrue());
    assertThat(review.findings(withoutAnything(dialect().event("event-1"))))
        .allSatisfy(found -> assertThat(kinds.explain(found.kind())).as(found.kind()).isTrue());
  }

  private static OutboundEvent withoutAnything(OutboundEvent event) {
    return new OutboundEvent(event.id(), event.source(), JsonObject.EMPTY);
  }

  // ── starting mappings ───────────────────────────────────────────────────────────────────

  @Test
  void every_starting_mapping_has_a_name_of_its_own_and_tests() {
    assertThat(spec().startingMappings())
        .extracting(StartingMapping::name)
        .doesNotHaveDuplicates()
        .noneMatch(String::isBlank);
    assertThat(spec().startingMappings())
        .allSatisfy(start -> assertThat(start.tests().elements()).as(start.name()).isNotEmpty());
  }

  @Test
  void every_starting_mapping_compiles() {
    assertThat(spec().startingMappings())
        .allSatisfy(
            start ->
                assertThat(compile(start)).as(start.name()).isInstanceOf(Compiled.Ready.class));
  }

  @Test
  void every_starting_mapping_passes_its_own_tests() {
    for (var start : spec().startingMappings()) {
      if (compile(start) instanceof Compiled.Ready(var mapping)) {
        assertPasses(start, mapping);
      } // one that does not compile is the business of the rule before
    }
  }

  private static void assertPasses(StartingMapping start, Mapping mapping) {
    var parsed = MappingTests.parse(start.tests());
    assertThat(parsed).as(start.name()).isInstanceOf(Parsed.Ready.class);
    assertThat(MappingTests.run(mapping, ((Parsed.Ready) parsed).tests()))
        .as(start.name())
        .allMatch(MappingTest.Result::passed);
  }

  @Test
  void what_a_starting_mapping_makes_satisfies_the_payload_schema() {
    if (spec().payloadSchema().isEmpty()) {
      return; // this platform takes anything
    }
    for (var start : spec().startingMappings()) {
      if (MappingTests.parse(start.tests()) instanceof Parsed.Ready(var tests)) {
        tests.forEach(this::assertOfTheSchema);
      }
    }
  }

  private void assertOfTheSchema(MappingTest test) {
    if (test.expected() instanceof Expected.Payload(var payload)) {
      assertThat(new NetworkntSchemas().check(spec().payloadSchema(), payload))
          .as(test.name())
          .isEmpty();
    }
  }

  private Compiled compile(StartingMapping start) {
    return new JsonMappingCompiler(new LibPhoneNumbers())
        .compile(start.mapping(), dialect().settings(ANYWHERE));
  }
}
