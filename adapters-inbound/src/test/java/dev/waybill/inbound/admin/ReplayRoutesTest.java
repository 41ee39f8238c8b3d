package dev.waybill.inbound.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbound.http.RunningApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayRoutesTest {
  private static final String DEAD = "{\"connector\":\"con_1\",\"kind\":\"dead_letters\"}";
  private static final String RANGE =
      """
      {"connector":"con_1","kind":"time_range","source":"src_1","events_per_second":50,
       "from":"2026-01-01T00:00:00Z","to":"2026-01-01T12:00:00+01:00"}""";

  private final RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void dead_letters_are_replayed_at_the_usual_rate() {
    var answer =
        api.post(
            "/v1/replays",
            """
            {"connector":"con_1","kind":"dead_letters","codes":["40002","filtered"],
             "from":"2026-01-01T00:00:00Z","dry_run":false}""");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("/v1/replays/rpl_1");
    assertThat(answer.text())
        .isEqualTo(
            """
            {"id":"rpl_1","connector":"con_1","kind":"dead_letters","codes":["40002","filtered"],\
            "from":"2026-01-01T00:00:00Z","to":null,"events_per_second":1000,"status":"running",\
            "progress":{"selected":9,"moved":3,"without_payload":1,"remaining":5,"per_second":2.0,\
            "estimated_end":"2026-01-02T00:00:03Z"},\
            "created_at":"2026-01-01T00:00:00Z","ended_at":null}""");
  }

  @Test
  void a_time_range_has_an_equation_of_its_own() {
    var answer = api.post("/v1/replays", RANGE);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.at("/source")).isEqualTo("src_1");
    assertThat(answer.at("/to")).isEqualTo("2026-01-01T11:00:00Z");
    assertThat(answer.at("/progress"))
        .isEqualTo(
            """
            {"selected":9,"redelivered":2,"dead":1,"expired":1,"filtered":1,"remaining":4,\
            "unexplained":0,"balanced":true,"per_second":2.5,"estimated_end":"2026-01-02T00:00:02Z"}""");
  }

  @Test
  void a_dry_run_answers_and_begins_nothing() {
    var answer =
        api.post("/v1/replays", RANGE.replace("\"kind\"", "\"dry_run\":true,\"kind\""));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo(
            """
            {"dry_run":true,"connector":"con_1","kind":"time_range","from":"2026-01-01T00:00:00Z",\
            "to":"2026-01-01T11:00:00Z","source":"src_1","events_per_second":50,"selected":9,\
            "still_waiting":2,"without_payload":1,"within_acceptance_window":5,\
            "past_acceptance_window":2,"not_sent":1,"past_deduplication_window":4,"seconds":1}""");
    assertThat(api.get("/v1/replays").at("/replays")).isEqualTo("[]");
  }

  @Test
  void without_a_rate_nobody_can_say_how_long_a_time_range_takes() {
    var answer =
        api.post(
            "/v1/replays",
            RANGE.replace("\"events_per_second\":50", "\"dry_run\":true"));
    assertThat(answer.at("/seconds")).isEqualTo("null");
    assertThat(answer.at("/events_per_second")).isEqualTo("null");
  }

  @Test
  void a_replay_is_paused_resumed_and_cancelled() {
    api.post("/v1/replays", DEAD);
    assertThat(api.post("/v1/replays/rpl_1/pause", "").at("/status")).isEqualTo("paused");
    assertThat(api.post("/v1/replays/rpl_1/pause", "").status()).isEqualTo(200);
    assertThat(api.post("/v1/replays/rpl_1/resume", "").at("/status")).isEqualTo("running");
    assertThat(api.post("/v1/replays/rpl_1/cancel", "").at("/status")).isEqualTo("cancelled");
    assertThat(api.post("/v1/replays/rpl_1/cancel", "").status()).isEqualTo(200);
    var refused = api.post("/v1/replays/rpl_1/resume", "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("replay_over");
    assertThat(api.get("/v1/replays/rpl_1").at("/ended_at")).isEqualTo("2026-01-02T00:00:00Z");
  }

  @Test
  void replays_are_listed_newest_first_and_by_connector() {
    api.post("/v1/replays", DEAD);
    api.post("/v1/replays", RANGE);
    assertThat(api.get("/v1/replays").at("/replays/0/id")).isEqualTo("rpl_2");
    assertThat(api.get("/v1/replays?connector=con_1").at("/replays/1/id")).isEqualTo("rpl_1");
    assertThat(api.get("/v1/replays?connector=con_2").at("/replays")).isEqualTo("[]");
    assertThat(api.get("/v1/replays?connector=TikTok").problem()).isEqualTo("bad_request");
  }

  @Test
  void a_second_one_of_the_same_kind_is_refused() {
    api.post("/v1/replays", DEAD);
    var refused = api.post("/v1/replays", DEAD);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("replay_open");
    assertThat(refused.at("/detail")).contains("rpl_1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"dry_run\":true"})
  void an_unknown_connector_is_not_found(String more) {
    var body = "{\"connector\":\"con_9\",\"kind\":\"dead_letters\"" + more + "}";
    assertThat(api.post("/v1/replays", body).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"dry_run\":true"})
  void a_range_outside_the_log_is_refused_with_its_bounds(String more) {
    var refused =
        api.post(
            "/v1/replays",
            "{\"connector\":\"con_1\",\"kind\":\"time_range\",\"from\":\"2020-01-01T00:00:00Z\","
                + "\"to\":\"2020-01-02T00:00:00Z\""
                + more
                + "}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.at("/errors/0/code")).isEqualTo("outside_log");
    assertThat(refused.at("/errors/0/message"))
        .isEqualTo("Wanted a time within the retained log: 2026-01-01T00:00:00Z to 2026-01-02T00:00:00Z.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '|',
      value = {
        "'kind':'dead_letters'; /connector; required",
        "'connector':'7','kind':'dead_letters'; /connector; not_allowed",
        "'connector':'con_1'; /kind; one_of",
        "'connector':'con_1','kind':'all'; /kind; one_of",
        "'connector':'con_1','kind':'dead_letters','code':'1'; /code; unknown_member",
        "'connector':'con_1','kind':'dead_letters','source':'src_1'; /source; unknown_member",
        "'connector':'con_1','kind':'dead_letters','codes':'1'; /codes; not_allowed",
        "'connector':'con_1','kind':'dead_letters','codes':[1]; /codes; not_allowed",
        "'connector':'con_1','kind':'dead_letters','from':'today'; /from; not_allowed",
        "'connector':'con_1','kind':'dead_letters','from':'2026-01-02T00:00:00Z','to':'2026-01-01T00:00:00Z'; /to; not_after",
        "'connector':'con_1','kind':'dead_letters','events_per_second':0; /events_per_second; not_allowed",
        "'connector':'con_1','kind':'dead_letters','events_per_second':1.5; /events_per_second; not_allowed",
        "'connector':'con_1','kind':'dead_letters','events_per_second':100001; /events_per_second; not_allowed",
        "'connector':'con_1','kind':'dead_letters','dry_run':'yes'; /dry_run; not_allowed",
        "'connector':'con_1','kind':'time_range','to':'2026-01-01T00:00:00Z'; /from; required",
        "'connector':'con_1','kind':'time_range','from':'2026-01-01T00:00:00Z'; /to; required",
        "'connector':'con_1','kind':'time_range','from':'2026-01-01T00:00:00Z','to':'2026-01-01T00:00:00Z'; /to; not_after",
        "'connector':'con_1','kind':'time_range','codes':[],'from':'2026-01-01T00:00:00Z','to':'2026-01-02T00:00:00Z'; /codes; unknown_member",
        "'connector':'con_1','kind':'time_range','source':'all','from':'2026-01-01T00:00:00Z','to':'2026-01-02T00:00:00Z'; /source; not_allowed",
      })
  void what_is_wrong_is_refused_and_named(String members, String pointer, String code) {
    var refused = api.post("/v1/replays", "{" + members.replace('\'', '"') + "}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.at("/errors/0/pointer")).isEqualTo(pointer);
    assertThat(refused.at("/errors/0/code")).isEqualTo(code);
    assertThat(api.get("/v1/replays").at("/replays")).isEqualTo("[]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rpl_9", "rpl_0", "nine"})
  void a_replay_that_is_not_there_is_not_found(String id) {
    assertThat(api.get("/v1/replays/" + id).status()).isEqualTo(404);
    assertThat(api.post("/v1/replays/" + id + "/pause", "").status()).isEqualTo(404);
    assertThat(api.post("/v1/replays/" + id + "/resume", "").status()).isEqualTo(404);
    assertThat(api.post("/v1/replays/" + id + "/cancel", "").status()).isEqualTo(404);
  }
}
