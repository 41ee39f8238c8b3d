package dev.waybill.domain.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.waybill.domain.connector.TryMappings.Admission;
import dev.waybill.domain.connector.TryMappings.Preview;
import dev.waybill.domain.connector.TryMappings.TestRun;
import dev.waybill.domain.connector.TryMappings.Which;
import dev.waybill.domain.destination.LintFinding;
import dev.waybill.domain.destination.PayloadReview;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonText;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.mapping.JsonMappingCompiler;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.mapping.PhoneNumbers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingTrialsTest {
  private static final String EVENT =
      """
      {"event": "View", "event_time": "2026-05-01T11:00:00Z", "event_source": "%s",
       "context": {"email": "a@b.c"}}\
      """;

  private final ConnectorBench bench = new ConnectorBench();

  @Test
  void tests_run_without_a_verification() {
    var id = bench.drafted().id();
    bench.edited(
        id,
        """
        {"mapping": {"base": "canonical", "fields": {"/id": {"path": "/id"}}},
         "mapping_tests": [{"name": "mine", "event": {"event": "View"}, "expect": {"payload": {"name": "Else"}}}]}\
        """);
    var before = bench.now(id);
    var run = (TestRun.Done) bench.trials.runTests(id, Which.EITHER);
    assertThat(run.which()).isEqualTo(Which.DRAFT);
    assertThat(run.results())
        .extracting(tested -> tested.result().passed())
        .containsExactly(false, true);
    assertThat(run.results())
        .extracting(TryMappings.Tested::base)
        .containsExactly(null, "canonical");
    assertThat(run.results().getFirst().result().differences()).hasSize(1);
    assertThat(bench.now(id)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"settings\": null} | /settings/pixel",
        "{\"mapping\": {\"base\": \"none\"}} | /mapping/base",
        "{\"mapping\": {\"fields\": {\"/a\": 1}}} | /mapping/fields/~1a",
        "{\"mapping_tests\": [{}]} | /mapping_tests/0"
      })
  void a_configuration_that_cannot_be_tested_says_where_it_is_wrong(String patch, String pointer) {
    var id = bench.edited(bench.drafted().id(), patch).id();
    var run = (TestRun.Faulty) bench.trials.runTests(id, Which.DRAFT);
    assertThat(run.problems()).first().extracting(Problem::pointer).hasToString(pointer);
  }

  @Test
  void a_preview_shows_payload_request_rules_and_findings_and_keeps_nothing() {
    bench.provider.payloads(
        JsonText.object("{\"properties\": {\"nam\": {\"type\": \"string\"}}}"), PayloadReview.NONE);
    var before = bench.drafted();
    var shown = preview(before.id(), "web", Which.EITHER);
    assertThat(shown.admission()).isEqualTo(Admission.WANTED);
    assertThat(shown.event().id().value()).startsWith("gen_");
    var payload = JsonText.object("{\"name\": \"View\"}");
    assertThat(shown.explained().outcome())
        .isEqualTo(new Mapping.Outcome.Mapped(payload, List.of()));
    assertThat(shown.explained().fields()).hasSize(1);
    assertThat(shown.origins()).containsExactly(Optional.of("canonical"));
    assertThat(shown.request().orElseThrow().body()).isEqualTo(payload);
    assertThat(shown.findings())
        .extracting(LintFinding::kind, finding -> finding.pointer().toString())
        .containsExactly(tuple("unknown_field", "/name"));
    assertThat(bench.now(before.id())).isEqualTo(before);
    assertThat(bench.provider.isClosed()).isTrue();
  }

  @Test
  void a_preview_tells_why_an_event_would_not_be_sent() {
    var id = bench.drafted().id();
    bench.edited(id, "{\"filter\": {\"path\": \"/event\", \"in\": [\"Purchase\"]}}");
    var filtered = preview(id, "web", Which.DRAFT);
    assertThat(filtered.admission()).isEqualTo(Admission.FILTERED);
    assertThat(filtered.request()).isEmpty();
    assertThat(filtered.explained().fields()).isNotEmpty();
    bench.edited(id, "{\"filter\": null}");
    assertThat(preview(id, "crm", Which.DRAFT).admission()).isEqualTo(Admission.NO_PLACE);
    bench.clock.advance(Duration.ofDays(8));
    assertThat(preview(id, "web", Which.DRAFT).admission()).isEqualTo(Admission.TOO_OLD);
  }

  @Test
  void an_override_is_the_connectors_own_rule() {
    var id = bench.drafted().id();
    bench.edited(
        id, "{\"mapping\": {\"base\": \"canonical\", \"fields\": {\"/mine\": {\"constant\": 1}}}}");
    assertThat(preview(id, "web", Which.DRAFT).origins())
        .containsExactly(Optional.of("canonical"), Optional.empty());
  }

  @Test
  void an_event_that_ingest_would_refuse_is_refused() {
    var id = bench.drafted().id();
    var rejected =
        (Preview.Rejected)
            bench.trials.preview(id, JsonText.object("{\"event\": 1}"), Which.EITHER);
    assertThat(rejected.problems())
        .allSatisfy(problem -> assertThat(problem.pointer().toString()).startsWith("/event/"))
        .extracting(Problem::code)
        .contains("wrong_type", "required");
  }

  @Test
  void faults_of_filter_and_mapping_are_told_together() {
    var id = bench.drafted().id();
    bench.edited(id, "{\"filter\": {\"x\": 1}, \"mapping\": {\"fields\": {\"/a\": 1}}}");
    var event = JsonText.object(EVENT.formatted("web"));
    var faulty = (Preview.Faulty) bench.trials.preview(id, event, Which.DRAFT);
    assertThat(faulty.problems())
        .extracting(problem -> problem.pointer().toString())
        .containsExactly("/filter", "/mapping/fields/~1a");
    bench.edited(id, "{\"mapping\": null}");
    assertThat(((Preview.Faulty) bench.trials.preview(id, event, Which.DRAFT)).problems())
        .hasSize(1);
  }

  @Test
  void what_is_not_there_cannot_be_tried() {
    var nobody = new ConnectorId(99);
    var event = JsonText.object(EVENT.formatted("web"));
    assertThat(bench.trials.runTests(nobody, Which.EITHER)).isEqualTo(new TestRun.NotFound());
    assertThat(bench.trials.preview(nobody, event, Which.EITHER)).isEqualTo(new Preview.NotFound());
    var drafted = bench.drafted().id();
    assertThat(bench.trials.runTests(drafted, Which.ACTIVE)).isEqualTo(new TestRun.NotConfigured());
    assertThat(bench.trials.preview(drafted, event, Which.ACTIVE))
        .isEqualTo(new Preview.NotConfigured());
    var configured = bench.configured().id();
    assertThat(bench.trials.runTests(configured, Which.DRAFT))
        .isEqualTo(new TestRun.NotConfigured());
    assertThat(((TestRun.Done) bench.trials.runTests(configured, Which.EITHER)).which())
        .isEqualTo(Which.ACTIVE);
  }

  @Test
  void a_destination_that_cannot_be_opened_leaves_the_request_out() {
    var broken =
        new MappingTrials(
            bench.connectors,
            bench.platforms,
            new DestinationRuntimes(
                bench.platforms,
                bench.vault,
                new JsonMappingCompiler(new NoNumbers()),
                _ -> {
                  throw new IllegalStateException(ConnectorBench.SECRET);
                },
                bench.connectors),
            bench.clock);
    var event = JsonText.object(EVENT.formatted("web"));
    var shown = (Preview.Shown) broken.preview(bench.drafted().id(), event, Which.DRAFT);
    assertThat(shown.request()).isEmpty();
    assertThat(shown.admission()).isEqualTo(Admission.WANTED);
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

  private Preview.Shown preview(ConnectorId id, String source, Which which) {
    var event = JsonText.object(EVENT.formatted(source));
    return (Preview.Shown) bench.trials.preview(id, event, which);
  }

  @Test
  void rules_that_nobody_saved_are_tried_as_they_are_written() {
    var id = bench.drafted().id();
    var before = bench.now(id);
    var written =
        new TryMappings.Written(
            JsonText.object("{\"fields\": {\"/said\": {\"path\": \"/event\"}}}"),
            (JsonArray)
                JsonText.json(
                    """
                    [{"name": "mine", "event": {"event": "View"}, "expect": {"payload": {"said": "View"}}}]"""));
    var shown =
        (Preview.Shown) bench.trials.preview(id, JsonText.object(EVENT.formatted("web")), written);
    assertThat(shown.explained().outcome())
        .isEqualTo(new Mapping.Outcome.Mapped(JsonText.object("{\"said\": \"View\"}"), List.of()));
    var run = (TestRun.Done) bench.trials.runTests(id, written);
    assertThat(run.results())
        .as("its own alone: it stands on no starting mapping")
        .singleElement()
        .matches(tested -> tested.result().passed());
    assertThat(bench.now(id)).as("nothing is kept").isEqualTo(before);
  }

  @Test
  void rules_that_nobody_saved_are_refused_like_others() {
    var id = bench.drafted().id();
    var written = new TryMappings.Written(JsonText.object("{\"fields\": {\"/a\": 1}}"), null);
    assertThat(
            ((Preview.Faulty)
                    bench.trials.preview(id, JsonText.object(EVENT.formatted("web")), written))
                .problems())
        .extracting(problem -> problem.pointer().toString())
        .containsExactly("/mapping/fields/~1a");
    assertThat(bench.trials.runTests(id, written)).isInstanceOf(TestRun.Faulty.class);
    var nobody = new ConnectorId(999);
    assertThat(bench.trials.runTests(nobody, written)).isInstanceOf(TestRun.NotFound.class);
    assertThat(bench.trials.preview(nobody, JsonText.object(EVENT.formatted("web")), written))
        .isInstanceOf(Preview.NotFound.class);
  }
}
