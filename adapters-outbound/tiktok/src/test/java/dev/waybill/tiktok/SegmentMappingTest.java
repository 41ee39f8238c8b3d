package dev.waybill.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.destination.PlatformSpec.StartingMapping;
import dev.waybill.domain.event.EventSchema;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.mapping.JsonMappingCompiler;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.mapping.MappingCompiler.Compiled;
import dev.waybill.domain.mapping.MappingTest;
import dev.waybill.domain.mapping.MappingTests;
import dev.waybill.domain.mapping.MappingTests.Parsed;
import dev.waybill.phone.LibPhoneNumbers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentMappingTest {
  private static final StartingMapping SEGMENT =
      new TikTokProvider()
          .spec().startingMappings().stream()
              .filter(mapping -> mapping.name().equals("segment"))
              .findFirst()
              .orElseThrow();

  static Stream<MappingTest> tests() {
    return ((Parsed.Ready) MappingTests.parse(SEGMENT.tests())).tests().stream();
  }

  @ParameterizedTest
  @MethodSource("tests")
  void its_own_tests_pass(MappingTest test) {
    var result = MappingTests.run(mapping(), List.of(test)).getFirst();
    assertThat(result.detail()).isEmpty();
    assertThat(result.passed()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("tests")
  void its_examples_are_events_that_ingest_takes_and_map_without_a_note(MappingTest test) {
    var schema = new EventSchema(InstantSource.fixed(Instant.parse("2026-10-01T00:00:00Z")));
    assertThat(schema.check(test.event())).isInstanceOf(EventSchema.Checked.Valid.class);
    if (mapping().apply(test.event()) instanceof Mapping.Outcome.Mapped(var _, var notes)) {
      assertThat(notes).isEmpty();
    }
  }

  @Test
  void every_name_it_makes_is_one_of_the_platforms() {
    var alternatives = SEGMENT.mapping().object("fields").object("/event").get("first");
    assertThat(((JsonArray) Objects.requireNonNull(alternatives)).elements())
        .hasSize(2)
        .allSatisfy(
            rule ->
                assertThat(((JsonObject) rule).object("table").members().values())
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(EventNames.ALL).contains(name.text())));
  }

  private static Mapping mapping() {
    var compiled =
        new JsonMappingCompiler(new LibPhoneNumbers()).compile(SEGMENT.mapping(), JsonObject.EMPTY);
    assertThat(compiled).isInstanceOf(Compiled.Ready.class);
    return ((Compiled.Ready) compiled).mapping();
  }
}
