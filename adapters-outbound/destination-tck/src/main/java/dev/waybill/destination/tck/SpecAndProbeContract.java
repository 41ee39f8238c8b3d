package dev.waybill.destination.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.destination.tck.ScriptedPeer.Reaction;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.destination.Probe.Result;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.mapping.JsonMappingCompiler;
import dev.waybill.domain.mapping.MappingCompiler.Compiled;
import dev.waybill.domain.mapping.MappingTest;
import dev.waybill.domain.mapping.MappingTests;
import dev.waybill.domain.mapping.MappingTests.Parsed;
import dev.waybill.json.NetworkntSchemas;
import dev.waybill.phone.LibPhoneNumbers;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every destination promises about its spec and when it is asked for its credential. */
abstract class SpecAndProbeContract {
  private static final URI ANYWHERE = URI.create("http://127.0.0.1:9");

  private TestBench bench;

  /** How the platform under test talks; asked for several times in each test. */
  protected abstract Dialect dialect();

  @BeforeEach
  final void openProbe() {
    bench = new TestBench(dialect());
  }

  @AfterEach
  final void closeProbe() {
    bench.close();
  }

  // ── the spec ────────────────────────────────────────────────────────────────────────────

  @Test
  void the_provider_is_registered_as_a_service() {
    assertThat(ServiceLoader.load(DestinationProvider.class))
        .anyMatch(found -> found.getClass() == dialect().provider().getClass());
  }

  @Test
  void the_schemas_are_of_objects_that_allow_nothing_unnamed() {
    var spec = dialect().provider().spec();
    for (var schema : List.of(spec.settingsSchema(), spec.credentialSchema())) {
      assertThat(schema.string("type")).isEqualTo("object");
      assertThat(schema.get("additionalProperties")).isEqualTo(Json.of(false));
      assertThat(schema.get("properties")).isInstanceOf(JsonObject.class);
    }
  }

  @Test
  void there_is_a_starting_mapping_with_tests_of_its_own() {
    var spec = dialect().provider().spec();
    assertThat(spec.startingMapping().mapping().object("fields").members()).isNotEmpty();
    assertThat(spec.startingMapping().tests().elements()).isNotEmpty();
  }

  @Test
  void the_starting_mapping_passes_its_own_tests() {
    var spec = dialect().provider().spec();
    var compiled =
        new JsonMappingCompiler(new LibPhoneNumbers())
            .compile(spec.startingMapping().mapping(), dialect().settings(ANYWHERE));
    assertThat(compiled).isInstanceOf(Compiled.Ready.class);
    var parsed = MappingTests.parse(spec.startingMapping().tests());
    assertThat(parsed).isInstanceOf(Parsed.Ready.class);
    assertThat(
            MappingTests.run(
                ((Compiled.Ready) compiled).mapping(), ((Parsed.Ready) parsed).tests()))
        .isNotEmpty()
        .allMatch(MappingTest.Result::passed);
  }

  @Test
  void the_spec_is_always_the_same_and_says_what_the_platform_is() {
    var spec = dialect().provider().spec();
    assertThat(dialect().provider().spec()).isEqualTo(spec);
    assertThat(spec.title()).isNotBlank();
    assertThat(spec.description()).isNotBlank();
    assertThat(spec.actions()).isNotEmpty();
  }

  @Test
  void good_settings_and_a_good_credential_satisfy_their_schemas() {
    var spec = dialect().provider().spec();
    var schemas = new NetworkntSchemas();
    assertThat(schemas.check(spec.settingsSchema(), dialect().settings(ANYWHERE))).isEmpty();
    var credential = JsonObject.builder();
    for (var name : dialect().credential().names()) {
      credential.put(name, Objects.requireNonNull(dialect().credential().get(name)).reveal());
    }
    assertThat(schemas.check(spec.credentialSchema(), credential.build())).isEmpty();
  }

  @Test
  void settings_with_an_unknown_member_are_refused() {
    var settings = dialect().settings(ANYWHERE).with("no_such_setting", Json.of(1));
    var schema = dialect().provider().spec().settingsSchema();
    assertThat(new NetworkntSchemas().check(schema, settings)).isNotEmpty();
  }

  @Test
  void good_settings_have_no_problem() {
    assertThat(dialect().provider().check(dialect().settings(ANYWHERE))).isEmpty();
  }

  // ── the probe ───────────────────────────────────────────────────────────────────────────

  @Test
  void a_probe_of_a_good_credential_finds_no_fault_and_leaves_no_event_behind() {
    assertThat(results(bench.destination.probe())).isNotEmpty().doesNotContain(Result.FAILED);
    assertThat(bench.peer.requests()).allMatch(dialect()::isHarmless);
  }

  @Test
  void a_probe_of_an_unknown_token_fails_and_says_so() {
    bench.answer(dialect().unauthorised("token refused"));
    var probe = probe();
    assertThat(results(probe)).contains(Result.FAILED).doesNotContain(Result.PASSED);
  }

  @Test
  void a_probe_answered_with_a_lie_passes_nothing() {
    for (var lie : dialect().probeLies()) {
      bench.answer(lie);
      assertThat(results(probe()))
          .as("answered with HTTP %d: %s", lie.status(), lie.body())
          .doesNotContain(Result.PASSED);
    }
  }

  @Test
  void a_probe_without_an_answer_is_inconclusive() {
    bench.peer.follow(_ -> new Reaction.HangUpAfterReading());
    assertThat(results(probe())).isNotEmpty().containsOnly(Result.UNKNOWN);
  }

  @Test
  void a_throttled_probe_is_inconclusive() {
    bench.answer(dialect().throttled());
    assertThat(results(probe())).isNotEmpty().containsOnly(Result.UNKNOWN);
  }

  private Probe probe() {
    var probe = bench.destination.probe();
    bench.assertKeepsSecrets(probe.toString());
    assertThat(probe.findings())
        .allSatisfy(
            finding -> {
              assertThat(finding.check()).isNotBlank();
              assertThat(finding.detail()).isNotBlank();
            });
    return probe;
  }

  private static List<Result> results(Probe probe) {
    return probe.findings().stream().map(Probe.Finding::result).toList();
  }
}
