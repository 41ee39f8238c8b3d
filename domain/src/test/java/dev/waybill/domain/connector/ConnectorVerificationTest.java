package dev.waybill.domain.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.waybill.domain.connector.ConnectorRuntimes.Opened;
import dev.waybill.domain.connector.VerifyConnector.Check;
import dev.waybill.domain.connector.VerifyConnector.Verification;
import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.destination.Probe.Finding;
import dev.waybill.domain.destination.ScriptedProvider;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonText;
import dev.waybill.domain.mapping.Mapping;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorVerificationTest {
  private static final Probe UNSURE = ScriptedProvider.probe("permission", Probe.Result.UNKNOWN);

  private static final Confirmation ADAS =
      new Confirmation("permission", "Ada", ConnectorBench.NOW);

  private final ConnectorBench bench = new ConnectorBench();

  @Test
  void a_draft_that_passes_everything_becomes_active() {
    var drafted = bench.drafted();
    var done = verify(drafted.id());
    assertThat(done.passed()).isTrue();
    assertThat(done.checks())
        .extracting(Check::name)
        .containsExactly("settings", "credential", "mapping", "mapping_tests", "token");
    assertThat(done.checks())
        .allMatch(Check::passed)
        .allMatch(check -> check.confirmation() == null);
    assertThat(done.connector()).isInstanceOf(Connector.Configured.class);
    assertThat(done.connector().active()).isEqualTo(drafted.draft());
    assertThat(done.connector().draft()).isNull();
    assertThat(bench.now(drafted.id())).isEqualTo(done.connector());
    assertThat(bench.told).containsExactly(drafted.id());
    assertThat(bench.outbox.of(drafted.id())).as("its lane").hasSize(1);
    assertThat(bench.provider.isClosed()).isTrue();
  }

  @Test
  void the_probe_gets_the_credential_that_was_sealed() {
    verify(bench.drafted().id());
    var opened = Objects.requireNonNull(bench.provider.opened());
    assertThat(Objects.requireNonNull(opened.credential().get("access_token")).reveal())
        .isEqualTo(ConnectorBench.SECRET);
    assertThat(opened.toString()).doesNotContain(ConnectorBench.SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"settings\": null} | settings",
        "{\"credential\": null} | credential",
        "{\"sources\": null} | sources",
        "{\"filter\": {\"nonsense\": 1}} | filter",
        "{\"mapping\": {}} | mapping",
        "{\"mapping\": {\"fields\": {\"/a\": {\"constant\": 1}}}} | mapping_tests",
        "{\"mapping\": {\"fields\": {\"/a\": {\"constant\": 1}}}, \"mapping_tests\": []} |"
            + " mapping_tests",
        "{\"mapping\": {\"base\": \"none\"}} | mapping",
        "{\"mapping_tests\": [{}]} | mapping_tests",
        "{\"mapping\": {\"fields\": {}}} | mapping_tests"
      })
  void any_check_that_fails_leaves_everything_as_it_was(String patch, String failed) {
    var drafted = bench.edited(bench.drafted().id(), patch);
    var done = verify(drafted.id());
    assertThat(done.passed()).isFalse();
    assertThat(done.checks())
        .anySatisfy(
            check -> {
              assertThat(check.name()).isEqualTo(failed);
              assertThat(check.passed()).isFalse();
              assertThat(check.detail()).isNotBlank();
            });
    assertThat(bench.now(drafted.id())).isEqualTo(drafted);
    assertThat(bench.told).isEmpty();
  }

  @Test
  void a_refused_token_fails() {
    bench.provider.probes(() -> ScriptedProvider.probe("token", Probe.Result.FAILED));
    var drafted = bench.drafted();
    assertThat(failed(verify(drafted.id()))).containsExactly("token");
    assertThat(bench.now(drafted.id())).isEqualTo(drafted);
  }

  @Test
  void a_probe_that_checked_nothing_is_no_pass() {
    bench.provider.probes(() -> new Probe(List.of()));
    assertThat(failed(verify(bench.drafted().id()))).containsExactly("token");
  }

  @Test
  void an_adapter_that_throws_fails_the_token_without_its_words() {
    bench.provider.probes(
        () -> {
          throw new IllegalStateException(ConnectorBench.SECRET);
        });
    var done = verify(bench.drafted().id());
    assertThat(failed(done)).containsExactly("token");
    assertThat(done.toString()).doesNotContain(ConnectorBench.SECRET);
  }

  @Test
  void a_starting_mapping_without_tests_fails() {
    bench.provider.startingTests("[]");
    assertThat(failed(verify(bench.drafted().id()))).containsExactly("mapping_tests");
  }

  @Test
  void tests_of_its_own_run_beside_those_of_the_mapping_it_stands_on() {
    var id = bench.drafted().id();
    bench.edited(
        id,
        """
        {"mapping": {"base": "canonical", "fields": {"/name": {"constant": "x"}, "/id": {"path": "/id"}}},
         "mapping_tests": [{"name": "mine", "event": {"id": 7, "event": "View"},
           "expect": {"payload": {"name": "s3cret value", "id": 7}}}]}\
        """);
    var failing = verify(id);
    assertThat(failed(failing)).containsExactly("mapping_tests");
    assertThat(evidence(failing, "mapping_tests"))
        .isEqualTo(
            "1 of 2 passed. mine: /name different. 1 of the starting mapping's fields are"
                + " overridden and were left out of its tests: /name.");
    bench.edited(
        id,
        """
        {"mapping_tests": [{"name": "mine", "event": {"id": 7},
           "expect": {"payload": {"name": "x", "id": 7}}}]}\
        """);
    assertThat(verify(id).passed()).isTrue();
  }

  private static String evidence(Verification.Done done, String check) {
    return done.checks().stream()
        .filter(line -> line.name().equals(check))
        .findFirst()
        .orElseThrow()
        .detail();
  }

  @Test
  void what_could_not_be_checked_is_no_pass_until_that_very_line_is_confirmed() {
    bench.provider.probes(() -> UNSURE);
    var drafted = bench.drafted();
    var unsure = verify(drafted.id());
    assertThat(failed(unsure)).containsExactly("permission");
    assertThat(unsure.checks().getLast().detail()).contains("confirm permission");
    assertThat(bench.verification.confirm(drafted.id(), "token", "Ada"))
        .as("another line")
        .isEqualTo(new Verification.NothingToConfirm(unsure.checks()));
    assertThat(bench.now(drafted.id())).isEqualTo(drafted);

    var done = confirm(drafted.id(), "permission");
    assertThat(done.passed()).isTrue();
    assertThat(done.checks().getLast().confirmation()).isEqualTo(ADAS);
    assertThat(done.checks().getLast().detail()).contains("Ada", ConnectorBench.NOW.toString());
    assertThat(active(done).confirmed()).containsExactly(ADAS);
    assertThat(bench.audit)
        .containsExactly(
            entry("confirm_check", drafted.id() + " permission"),
            entry("promote_connector", drafted.id() + " 1"));
  }

  @Test
  void a_confirmation_is_kept_until_the_other_lines_pass_too() {
    bench.provider.probes(
        () ->
            new Probe(
                List.of(
                    new Finding("permission.web", Probe.Result.UNKNOWN, "Not asked."),
                    new Finding("permission.app", Probe.Result.UNKNOWN, "Not asked."))));
    var id = bench.drafted().id();
    assertThat(failed(confirm(id, "permission.web"))).containsExactly("permission.app");
    assertThat(confirm(id, "permission.app").passed()).isTrue();
  }

  @Test
  void a_failure_cannot_be_vouched_away() {
    bench.provider.probes(() -> ScriptedProvider.probe("token", Probe.Result.FAILED));
    assertThat(bench.verification.confirm(bench.drafted().id(), "token", "Ada"))
        .isInstanceOf(Verification.NothingToConfirm.class);
  }

  @Test
  void what_was_vouched_for_survives_a_recheck() {
    bench.provider.probes(() -> UNSURE);
    var id = bench.drafted().id();
    confirm(id, "permission");
    assertThat(recheck(id).passed()).isTrue();
    bench.parked(id);
    assertThat(recheck(id).connector()).isInstanceOf(Connector.Configured.class);
  }

  @Test
  void what_is_vouched_for_of_the_active_configuration_is_recorded() {
    var id = bench.configured().id();
    bench.parked(id);
    bench.provider.probes(() -> UNSURE);
    assertThat(recheck(id).passed()).isFalse();
    assertThat(active(confirm(id, "permission")).confirmed()).containsExactly(ADAS);
    bench.parked(id);
    assertThat(recheck(id).passed()).isTrue();
    assertThat(bench.outbox.of(id)).as("no lane of its own").hasSize(1);
  }

  @Test
  void a_probe_tells_whether_the_token_is_lost() {
    var working = bench.configured();
    assertThat(bench.verification.probe(working)).isEmpty();
    bench.provider.probes(() -> UNSURE);
    assertThat(bench.verification.probe(working)).as("inconclusive").isEmpty();
    bench.provider.probes(
        () -> {
          throw new IllegalStateException(ConnectorBench.SECRET);
        });
    assertThat(bench.verification.probe(working)).as("the adapter's own fault").isEmpty();
    bench.provider.probes(() -> ScriptedProvider.probe("token", Probe.Result.FAILED));
    assertThat(bench.verification.probe(working))
        .contains(new Reason("token_refused", "Seen.", ConnectorBench.NOW));
  }

  @Test
  void a_recheck_leaves_the_draft_alone_and_reinstates_what_was_parked() {
    var id = bench.configured().id();
    bench.parked(id);
    var draft = bench.edited(id, "{\"mapping_tests\": []}").draft();
    bench.told.clear();
    var done = recheck(id);
    assertThat(done.passed()).isTrue();
    assertThat(done.connector()).isInstanceOf(Connector.Configured.class);
    assertThat(done.connector().draft()).isEqualTo(draft);
    assertThat(bench.told).containsExactly(id);
    assertThat(bench.audit).containsEntry("reinstate_connector", id + " 1");
  }

  @Test
  void a_recheck_that_fails_changes_nothing() {
    var id = bench.configured().id();
    var parked = bench.parked(id);
    bench.provider.probes(() -> ScriptedProvider.probe("token", Probe.Result.FAILED));
    assertThat(recheck(id).passed()).isFalse();
    assertThat(bench.now(id)).isEqualTo(parked);
  }

  @Test
  void a_working_connector_that_is_checked_again_is_not_changed() {
    var working = bench.configured();
    assertThat(verify(working.id()).passed()).isTrue();
    assertThat(bench.now(working.id())).isEqualTo(working);
    bench.provider.probes(() -> ScriptedProvider.probe("token", Probe.Result.FAILED));
    assertThat(verify(working.id()).passed()).isFalse();
    assertThat(bench.now(working.id())).isEqualTo(working);
  }

  @Test
  void a_connector_that_was_changed_meanwhile_is_not_promoted() {
    var id = bench.drafted().id();
    bench.provider.probes(
        () -> {
          bench.edited(id, "{\"start\": \"earliest\"}");
          return ScriptedProvider.GOOD;
        });
    assertThat(bench.verification.verify(id)).isInstanceOf(Verification.Changed.class);
    assertThat(bench.now(id).active()).isNull();
    bench.provider.probes(
        () -> {
          bench.connectors.delete(id, Connectors.WaitingEvents.KEEP);
          return UNSURE;
        });
    assertThat(bench.verification.confirm(id, "permission", "Ada"))
        .isEqualTo(new Verification.NotFound());
  }

  @Test
  void nobody_and_nothing_cannot_be_verified() {
    var nobody = new ConnectorId(99);
    assertThat(bench.verification.verify(nobody)).isEqualTo(new Verification.NotFound());
    assertThat(bench.verification.confirm(nobody, "token", "Ada"))
        .isEqualTo(new Verification.NotFound());
    assertThat(bench.verification.recheck(nobody)).isEqualTo(new Verification.NotFound());
    assertThat(recheck(bench.drafted().id()).passed()).as("nothing is active yet").isFalse();
  }

  @Test
  void a_connector_of_a_platform_that_is_gone_fails() {
    var reason = new Reason("x", "x", ConnectorBench.NOW);
    var gone = bench.connectors.create("old", "gone", Configuration.empty(Set.of()), reason);
    assertThat(failed(verify(gone.id()))).containsExactly("platform");
    assertThat(bench.runtimes.open(gone.registration(), Configuration.empty(Set.of())))
        .isInstanceOf(Opened.Faulty.class);
  }

  @Test
  void a_runtime_is_opened_or_says_why_not() {
    var working = bench.configured();
    var open = bench.runtimes.open(working.registration(), working.active());
    assertThat(open).isInstanceOf(Opened.Ready.class);
    ((Opened.Ready) open).runtime().close();
    assertThat(bench.provider.isClosed()).isTrue();
    var other = bench.registered().registration();
    assertThat(bench.runtimes.open(other, working.active()))
        .as("sealed for another connector")
        .isInstanceOf(Opened.Faulty.class);
    assertThat(bench.runtimes.open(working.registration(), Configuration.empty(Set.of())))
        .isInstanceOf(Opened.Faulty.class);
  }

  @Test
  void a_runtime_knows_its_revision_and_the_mappings_before_it() {
    var id = bench.configured().id();
    bench.edited(
        id,
        "{\"mapping\": {\"fields\": {\"/name\": {\"path\": \"/event\", \"convert\": [\"upper\"]}}},"
            + " \"mapping_tests\": [{\"name\": \"v\", \"event\": {\"event\": \"View\"}, \"expect\":"
            + " {\"payload\": {\"name\": \"VIEW\"}}}]}");
    var now = (Connector.Configured) verify(id).connector();
    var runtime = ((Opened.Ready) bench.runtimes.open(now.registration(), now.active())).runtime();
    assertThat(runtime.revision()).isEqualTo(2);
    var event = JsonText.object("{\"event\": \"View\"}");
    assertThat(runtime.mapping().apply(event)).isEqualTo(mapped("VIEW"));
    assertThat(runtime.earlier().of(1).orElseThrow().apply(event)).isEqualTo(mapped("View"));
    assertThat(runtime.earlier().of(3)).isEmpty();
  }

  private static Mapping.Outcome mapped(String name) {
    return new Mapping.Outcome.Mapped(JsonObject.builder().put("name", name).build(), List.of());
  }

  private Verification.Done verify(ConnectorId id) {
    return (Verification.Done) bench.verification.verify(id);
  }

  private Verification.Done confirm(ConnectorId id, String check) {
    return (Verification.Done) bench.verification.confirm(id, check, "Ada");
  }

  private Verification.Done recheck(ConnectorId id) {
    return (Verification.Done) bench.verification.recheck(id);
  }

  private static List<String> failed(Verification.Done done) {
    assertThat(done.passed()).isFalse();
    return done.checks().stream().filter(check -> !check.passed()).map(Check::name).toList();
  }

  private static Configuration active(Verification.Done done) {
    return Objects.requireNonNull(done.connector().active());
  }
}
