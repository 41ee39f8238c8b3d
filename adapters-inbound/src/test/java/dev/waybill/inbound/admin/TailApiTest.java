package dev.waybill.inbound.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.outbox.Verdict;
import dev.waybill.inbound.http.RunningApi;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TailApiTest {
  private final RunningApi api = RunningApi.start();

  @BeforeEach
  void source() {
    api.post("/v1/sources", "{\"name\":\"shop\"}");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void without_a_cursor_the_newest_are_told_and_where_to_go_on() {
    api.tail.arrives("e-1", Verdict.DELIVERED);
    api.tail.arrives("e-2", Verdict.DEAD);
    api.tail.arrives("e-3", Verdict.WAITING);
    var newest = api.get("/v1/sources/src_1/events?limit=2");
    assertThat(newest.at("/events/0/event_id")).isEqualTo("e-2");
    assertThat(newest.at("/events/0/connectors/0/verdict")).isEqualTo("dead");
    assertThat(newest.at("/events/0/connectors/0/code")).isEqualTo("40002");
    assertThat(newest.at("/events/1/event_id")).isEqualTo("e-3");
    api.tail.arrives("e-4", Verdict.WAITING);
    var more = api.get("/v1/sources/src_1/events?after=" + newest.at("/next"));
    assertThat(more.at("/events/0/event_id")).isEqualTo("e-4");
    assertThat(more.at("/events/1")).isEqualTo("absent");
  }

  @Test
  void nothing_of_what_an_event_is_about_is_told() {
    api.tail.arrives("e-1", Verdict.DELIVERED);
    assertThat(api.get("/v1/sources/src_1/events").text()).contains("e-1").doesNotContain("p@x.y");
  }

  @Test
  void an_empty_log_has_a_place_to_go_on_from_too() {
    assertThat(api.get("/v1/sources/src_1/events").text())
        .isEqualTo("{\"events\":[],\"next\":\"0\"}");
  }

  @Test
  void wrong_parameters_are_told_all_at_once() {
    var answer = api.get("/v1/sources/src_1/events?limit=101&after=x");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/errors/0/pointer")).isEqualTo("/limit");
    assertThat(answer.at("/errors/1/pointer")).isEqualTo("/after");
  }

  @Test
  void an_unknown_source_and_a_missing_token_are_refused() {
    assertThat(api.get("/v1/sources/src_9/events").problem()).isEqualTo("not_found");
    assertThat(api.get("/v1/sources/x/events").problem()).isEqualTo("not_found");
    var anonymous = api.send("GET", "/v1/sources/src_1/events", Map.of(), BodyPublishers.noBody());
    assertThat(anonymous.problem()).isEqualTo("unauthorized");
  }
}
