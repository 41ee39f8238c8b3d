package dev.waybill.domain.connector;

import static dev.waybill.domain.connector.ConnectorBench.GOOD_DRAFT;
import static dev.waybill.domain.connector.ConnectorBench.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.connector.Connector.Configured;
import dev.waybill.domain.connector.Connectors.Change;
import dev.waybill.domain.connector.Connectors.Deletion;
import dev.waybill.domain.connector.Connectors.WaitingEvents;
import dev.waybill.domain.connector.ManageConnectors.DraftEdited;
import dev.waybill.domain.connector.ManageConnectors.Registered;
import dev.waybill.domain.destination.PlatformSpec;
import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.destination.ScriptedProvider;
import dev.waybill.domain.json.JsonText;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.json.RequiredMembers;
import dev.waybill.domain.source.SourceId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorAdminTest {
  private static final ConnectorId NOBODY = new ConnectorId(99);

  private final ConnectorBench bench = new ConnectorBench();

  @Test
  void a_registered_connector_is_unconfigured_with_a_reason_and_subscribes_to_default() {
    var connector = bench.registered();
    assertThat(connector).isInstanceOf(Connector.Unconfigured.class);
    assertThat(((Connector.Unconfigured) connector).reasons())
        .extracting(Reason::code)
        .containsExactly("not_verified");
    assertThat(draft(connector).sources()).containsExactly(new SourceId(1));
    assertThat(bench.admin.missing(connector))
        .containsExactly(
            "settings that satisfy the platform's settings schema",
            "a credential",
            "a verification that passes");
    assertThat(bench.admin.all()).containsExactly(connector);
  }

  @Test
  void every_mistake_of_a_registration_is_told_at_once() {
    assertThat(
            problems(register("{\"name\": \" \", \"platform\": \"x\", \"sources\": [], \"a\": 1}")))
        .containsExactly(
            "/a unknown_member",
            "/name bad_name",
            "/platform unknown_platform",
            "/sources wrong_type");
    assertThat(problems(register("{}")))
        .containsExactly("/name bad_name", "/platform unknown_platform");
    assertThat(bench.connectors.all()).isEmpty();
  }

  @Test
  void a_rate_is_read_kept_and_taken_away_again() {
    var id = bench.drafted().id();
    assertThat(
            draft(
                    bench.edited(
                        id, "{\"rate\": {\"events_per_second\": 500, \"calls_per_second\": null}}"))
                .rate())
        .isEqualTo(new RateLimit(null, 500));
    assertThat(draft(bench.edited(id, "{\"filter\": null}")).rate())
        .as("not named, not changed")
        .isEqualTo(new RateLimit(null, 500));
    assertThat(draft(bench.edited(id, "{\"rate\": null}")).rate()).isEqualTo(RateLimit.NONE);
  }

  @Test
  void a_rate_that_is_none_is_refused() {
    var id = bench.drafted().id();
    assertThat(problems(bench.edit(id, "{\"rate\": {\"events_per_second\": 0, \"a\": 1}}")))
        .containsExactly("/rate/a unknown_member", "/rate/events_per_second bad_rate");
    for (var bad : List.of("1.5", "-1", "1000001", "\"7\"")) {
      assertThat(problems(bench.edit(id, "{\"rate\": {\"calls_per_second\": " + bad + "}}")))
          .containsExactly("/rate/calls_per_second bad_rate");
    }
    assertThat(problems(bench.edit(id, "{\"rate\": 7}"))).containsExactly("/rate wrong_type");
  }

  @Test
  void sources_are_named_by_id_or_name_and_must_be_open() {
    bench.sources.create("till");
    bench.sources.create("old");
    bench.sources.close(new SourceId(3));
    assertThat(
            draft(bench.edited(bench.registered().id(), "{\"sources\": [\"till\", \"src_1\"]}"))
                .sources())
        .containsExactlyInAnyOrder(new SourceId(1), new SourceId(2));
    assertThat(
            problems(
                bench.edit(new ConnectorId(1), "{\"sources\": [\"old\", \"src_3\", \"x\", 4]}")))
        .containsExactly(
            "/sources/0 unknown_source",
            "/sources/1 unknown_source",
            "/sources/2 unknown_source",
            "/sources/3 unknown_source");
  }

  @Test
  void no_source_stands_in_for_another_by_its_name() {
    bench.sources.create("src_1");
    bench.sources.create("null");
    var id = bench.registered().id();
    assertThat(draft(bench.edited(id, "{\"sources\": [\"src_1\"]}")).sources())
        .containsExactly(new SourceId(1));
    assertThat(problems(bench.edit(id, "{\"sources\": [7]}")))
        .containsExactly("/sources/0 unknown_source");
  }

  @Test
  void a_draft_takes_what_is_given_and_keeps_the_rest() {
    var connector = bench.drafted();
    var other =
        bench.edited(
            connector.id(),
            """
            {"start": "2026-04-01T00:00:00+01:00", "mapping": {"fields": {}},
             "mapping_tests": [], "filter": {}}""");
    var draft = draft(other);
    assertThat(draft.settings().string("pixel")).isEqualTo("even");
    assertThat(draft.credential()).isNotNull();
    assertThat(draft.start()).isEqualTo(new LaneStart.At(Instant.parse("2026-03-31T23:00:00Z")));
    assertThat(draft.mapping()).isNotNull();
    assertThat(draft.mappingTests()).isNotNull();
    assertThat(draft.filter()).isNotNull();
    assertThat(bench.admin.missing(other)).containsExactly("a verification that passes");
  }

  @Test
  void null_removes_a_member() {
    var id = bench.drafted().id();
    bench.edited(id, "{\"start\": \"earliest\", \"mapping\": {}, \"filter\": {}}");
    var draft =
        draft(
            bench.edited(
                id,
                """
                {"settings": null, "credential": null, "sources": null, "start": null,
                 "mapping": null, "mapping_tests": null, "filter": null}"""));
    assertThat(draft).isEqualTo(Configuration.empty(Set.of()));
    assertThat(bench.admin.missing(bench.now(id))).contains("at least one source");
  }

  @Test
  void every_mistake_of_a_draft_is_told_at_once_and_nothing_is_saved() {
    var before = bench.drafted();
    var edited =
        bench.edit(
            before.id(),
            """
            {"settings": {}, "credential": {"s3cret": "x"}, "sources": "x", "start": "someday",
             "mapping": [], "mapping_tests": {}, "filter": 7, "colour": 1}""");
    assertThat(problems(edited))
        .containsExactlyInAnyOrder(
            "/colour unknown_member",
            "/settings/pixel required",
            "/credential/access_token required",
            "/sources wrong_type",
            "/start bad_start",
            "/mapping wrong_type",
            "/mapping_tests wrong_type",
            "/filter wrong_type");
    assertThat(bench.now(before.id())).isEqualTo(before);
    assertThat(problems(bench.edit(before.id(), "{\"settings\": 1, \"credential\": []}")))
        .containsExactly("/settings wrong_type", "/credential wrong_type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"later\"",
        "7",
        "{}",
        "\"2026-04-01\"",
        "\"2026-02-30T00:00:00Z\"",
        "\"+999999999-01-01T00:00:00Z\"",
        "\"1969-12-31T00:00:00Z\""
      })
  void a_lane_starts_now_at_the_earliest_or_at_a_time(String start) {
    assertThat(problems(bench.edit(bench.registered().id(), "{\"start\": " + start + "}")))
        .containsExactly("/start bad_start");
  }

  @Test
  void the_platform_judges_settings_that_satisfy_its_schema() {
    var id = bench.registered().id();
    assertThat(problems(bench.edit(id, "{\"settings\": {\"pixel\": \"odd\"}}")))
        .containsExactly("/settings/pixel odd_pixel");
    var faulty = bench.edit(id, "{\"settings\": {\"pixel\": \"throws\"}}");
    assertThat(problems(faulty)).containsExactly("/settings adapter_fault");
    assertThat(faulty.toString()).doesNotContain(SECRET);
  }

  @Test
  void a_credential_is_sealed_for_its_connector_and_shown_nowhere() {
    var connector = bench.drafted();
    assertThat(connector.toString()).doesNotContain(SECRET);
    var stored = Objects.requireNonNull(draft(connector).credential());
    assertThat(stored.since()).isEqualTo(ConnectorBench.NOW);
    var sealed = stored.sealed();
    var opened = bench.vault.open(sealed, "con_1");
    assertThat(Objects.requireNonNull(opened.get("access_token")).reveal()).isEqualTo(SECRET);
    assertThat(opened.toString()).contains("access_token").doesNotContain(SECRET);
    assertThatThrownBy(() -> bench.vault.open(sealed, "con_2"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void an_edit_asks_for_the_version_it_saw() {
    var connector = bench.drafted();
    long version = connector.registration().version();
    var patch = JsonText.object("{\"start\": \"earliest\"}");
    assertThat(bench.admin.editDraft(connector.id(), version - 1, patch))
        .isEqualTo(new DraftEdited.Stale(version));
    assertThat(bench.admin.editDraft(NOBODY, 1, patch)).isEqualTo(new DraftEdited.NotFound());
    assertThat(bench.admin.editDraft(connector.id(), version, patch))
        .isInstanceOf(DraftEdited.Done.class);
  }

  @Test
  void the_draft_of_a_working_connector_begins_from_what_works_and_leaves_it_alone() {
    var working = bench.configured();
    var edited = bench.edited(working.id(), "{\"start\": \"earliest\"}");
    assertThat(edited).isInstanceOf(Connector.Configured.class);
    assertThat(edited.active()).isEqualTo(working.active());
    assertThat(draft(edited).settings()).isEqualTo(working.active().settings());
  }

  @Test
  void what_was_vouched_for_is_forgotten_by_an_edit() {
    var connector = bench.drafted();
    var vouched =
        draft(connector).confirming(new Confirmation("permission", "Ada", ConnectorBench.NOW));
    bench.connectors.saveDraft(connector.id(), connector.registration().version(), vouched);
    assertThat(draft(bench.edited(connector.id(), "{\"start\": \"now\"}")).confirmed()).isEmpty();
  }

  @Test
  void every_promotion_is_kept_as_a_revision_without_its_credential() {
    var id = bench.configured().id();
    bench.edited(id, "{\"filter\": {\"path\": \"/event\", \"exists\": true}}");
    bench.verification.verify(id);
    assertThat(bench.now(id).registration().revision()).isEqualTo(2);
    var revisions = bench.admin.revisions(id).orElseThrow();
    assertThat(revisions).extracting(Revision::number).containsExactly(2, 1);
    assertThat(revisions).allMatch(revision -> revision.configuration().credential() == null);
    assertThat(revisions.getFirst().configuration().filter()).isNotNull();
    assertThat(bench.admin.revisions(new ConnectorId(99))).isEmpty();
  }

  @Test
  void an_earlier_revision_comes_back_as_a_draft_with_the_credential_of_now() {
    var id = bench.configured().id();
    bench.edited(
        id,
        "{\"filter\": {\"path\": \"/event\", \"exists\": true}, \"credential\": {\"access_token\": \"n3w\"}}");
    bench.verification.verify(id);
    var version = bench.now(id).registration().version();
    var back = (DraftEdited.Done) bench.admin.bringBack(id, version, 1);
    assertThat(back.connector()).as("what runs is not disturbed").isInstanceOf(Configured.class);
    var draft = draft(back.connector());
    assertThat(draft.filter()).isNull();
    var now = Objects.requireNonNull(bench.now(id).active()).credential();
    assertThat(draft.credential()).isNotNull().isEqualTo(now);
    bench.verification.verify(id);
    assertThat(Objects.requireNonNull(bench.now(id).active()).filter()).isNull();
    assertThat(bench.now(id).registration().revision()).isEqualTo(3);
  }

  @Test
  void a_revision_that_is_not_there_cannot_come_back() {
    var id = bench.configured().id();
    long version = bench.now(id).registration().version();
    assertThat(bench.admin.bringBack(id, version, 2)).isInstanceOf(DraftEdited.NotFound.class);
    assertThat(bench.admin.bringBack(id, version + 1, 1)).isInstanceOf(DraftEdited.Stale.class);
    assertThat(bench.admin.bringBack(new ConnectorId(99), 1, 1))
        .isInstanceOf(DraftEdited.NotFound.class);
  }

  @Test
  void a_revision_brought_back_asks_for_every_confirmation_anew() {
    bench.provider.probes(() -> ScriptedProvider.probe("permission", Probe.Result.UNKNOWN));
    var id = bench.drafted().id();
    bench.verification.confirm(id, "permission", "Ada");
    long version = bench.now(id).registration().version();
    var back = (DraftEdited.Done) bench.admin.bringBack(id, version, 1);
    assertThat(draft(back.connector()).confirmed()).isEmpty();
  }

  @Test
  void pausing_resuming_and_deleting_are_told() {
    var id = bench.registered().id();
    assertThat(bench.admin.pause(id)).isInstanceOf(Change.Changed.class);
    assertThat(bench.now(id).registration().paused()).isTrue();
    bench.admin.resume(id);
    assertThat(bench.now(id).registration().paused()).isFalse();
    assertThat(bench.admin.delete(id, WaitingEvents.KEEP)).isEqualTo(new Deletion.Deleted(0));
    assertThat(bench.told).containsExactly(id, id, id);
    assertThat(bench.admin.pause(NOBODY)).isEqualTo(new Change.NotFound());
    assertThat(bench.admin.find(id)).isEmpty();
  }

  @Test
  void two_platforms_may_not_have_one_name() {
    var twice = List.of(bench.provider, bench.provider);
    assertThatThrownBy(() -> new Platforms(List.copyOf(twice), new RequiredMembers()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scripted");
    assertThat(bench.platforms.all()).extracting(PlatformSpec::type).containsExactly("scripted");
    assertThat(bench.platforms.find("other")).isEmpty();
  }

  @Test
  void a_connector_of_a_platform_that_is_gone_says_so() {
    var connector =
        bench.connectors.create(
            "old", "gone", Configuration.empty(Set.of()), new Reason("x", "x", ConnectorBench.NOW));
    assertThat(bench.admin.missing(connector).getFirst()).contains("not installed");
    assertThat(problems(bench.edit(connector.id(), GOOD_DRAFT)))
        .containsExactly("/platform unknown_platform");
  }

  private Registered register(String request) {
    return bench.admin.register(JsonText.object(request));
  }

  private static Configuration draft(Connector connector) {
    return Objects.requireNonNull(connector.draft());
  }

  private static List<String> problems(Registered registered) {
    return told(((Registered.Invalid) registered).problems());
  }

  private static List<String> problems(DraftEdited edited) {
    return told(((DraftEdited.Invalid) edited).problems());
  }

  private static List<String> told(List<Problem> problems) {
    assertThat(problems).allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
    return problems.stream().map(problem -> problem.pointer() + " " + problem.code()).toList();
  }
}
