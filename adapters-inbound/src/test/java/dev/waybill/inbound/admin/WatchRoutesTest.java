package dev.waybill.inbound.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.alert.Alert;
import dev.waybill.domain.alert.Finding;
import dev.waybill.domain.alert.Rule;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.monitor.Condition;
import dev.waybill.inbound.http.RunningApi;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchRoutesTest {
  private static final String DEAD = "/v1/outbox/events?connector=con_1&verdict=dead";

  private final RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void the_outbox_tells_how_far_each_connector_is_behind() {
    assertThat(api.get("/v1/outbox").text())
        .isEqualTo(
            "{\"connectors\":[{\"connector\":\"con_1\",\"name\":\"TikTok\",\"waiting\":3,\"retrying\":1,\"oldest_waiting\":\"2026-01-02T03:02:50Z\",\"lag_seconds\":75,\"first_expiry\":\"2026-01-02T04:04:05Z\",\"first_expiry_by\":\"retention\"},"
                + "{\"connector\":\"con_2\",\"name\":\"idle\",\"waiting\":0,\"retrying\":0,\"oldest_waiting\":null,\"lag_seconds\":0,\"first_expiry\":null,\"first_expiry_by\":null}],"
                + "\"log\":{\"retention_seconds\":604800,\"deduplication_window_seconds\":169200,\"deduplication_window_short\":true,\"keys\":90,\"key_budget\":100,\"bytes\":5000,\"full\":true,\"disk_budget\":5000}}");
  }

  @Test
  void every_node_is_shown_with_the_connectors_it_owns() {
    assertThat(api.get("/v1/nodes").text())
        .isEqualTo(
            "{\"nodes\":[{\"node\":\"00000000-0000-0000-0000-000000000001\",\"self\":true,\"version\":\"1.2.3\",\"state\":\"live\","
                + "\"started_at\":\"2026-01-02T03:04:05Z\",\"last_beat_ms\":0,\"connectors\":[\"con_1\",\"con_2\"]},"
                + "{\"node\":\"00000000-0000-0000-0000-000000000002\",\"self\":false,\"version\":\"1.2.4\",\"state\":\"leaving\","
                + "\"started_at\":\"2026-01-02T03:04:05Z\",\"last_beat_ms\":0,\"connectors\":[]}]}");
  }

  @Test
  void what_fires_is_told_with_since_when_how_many_wait_and_what_to_do() {
    assertThat(api.get("/v1/alerts").text())
        .isEqualTo("{\"firing\":[],\"resolved\":[],\"degraded\":[]}");
    var noon = Instant.parse("2026-05-01T12:00:00Z");
    var finding =
        new Finding(
            Rule.LOG_RING, Finding.Grade.BREACHED, null, noon, "It is full.", 3, noon, "Empty it.");
    api.alerts.add(new Alert(finding, noon, noon, null, null));
    api.alerts.add(new Alert(finding, noon, noon, noon, noon));
    api.conditions.add(
        new Condition(Condition.Kind.EXPIRING, new ConnectorId(2), noon, "2 events expire."));
    var told = api.get("/v1/alerts");
    assertThat(told.at("/firing"))
        .isEqualTo(
            "[{\"rule\":\"log_ring\",\"state\":\"firing\",\"what\":\"It is full.\",\"since\":\"2026-05-01T12:00:00Z\","
                + "\"fired_at\":\"2026-05-01T12:00:00Z\",\"waiting\":3,\"first_expiry\":\"2026-05-01T12:00:00Z\",\"remedy\":\"Empty it.\"}]");
    assertThat(told.at("/resolved/0/resolved_at")).isEqualTo("2026-05-01T12:00:00Z");
    assertThat(told.at("/degraded/0/connector")).isEqualTo("con_2");
    assertThat(told.at("/degraded/0/remedy")).isNotEmpty();
    assertThat(api.send("GET", "/v1/alerts", Map.of(), BodyPublishers.noBody()).status())
        .isEqualTo(401);
  }

  @Test
  void a_list_of_events_goes_on_behind_its_cursor_and_shows_no_payload() {
    var first = api.get(DEAD + "&limit=1");
    assertThat(first.at("/events/0"))
        .isEqualTo(
            "{\"source\":\"src_1\",\"event_id\":\"e-2\",\"event\":\"Purchase\",\"event_time\":null,\"received_at\":\"2026-01-02T03:04:05Z\","
                + "\"verdict\":\"dead\",\"attempts\":2,\"code\":\"40002\",\"message\":\"Invalid value.\",\"at\":\"2026-01-02T03:04:05Z\",\"next_attempt\":null}");
    assertThat(first.text()).doesNotContain("p@x.y");
    var link = first.header("Link");
    assertThat(link).endsWith("&limit=1&cursor=" + first.at("/next") + ">; rel=\"next\"");
    var second = api.get(link.substring(1, link.indexOf('>')));
    assertThat(second.at("/next")).isEqualTo("null");
    assertThat(second.header("Link")).isEmpty();
    assertThat(second.at("/events/0/event_id")).as("a payload past its time").isEqualTo("null");
  }

  @ParameterizedTest
  @CsvSource({
    "'',/connector",
    "?connector=7&verdict=dead,/connector",
    "?connector=con_1,/verdict",
    "?connector=con_1&verdict=gone,/verdict",
    "?connector=con_1&verdict=dead&limit=0,/limit",
    "?connector=con_1&verdict=dead&limit=1001,/limit",
    "?connector=con_1&verdict=dead&limit=x,/limit",
    "?connector=con_1&verdict=dead&cursor=%21,/cursor",
    "?connector=con_1&verdict=dead&cursor=AAAA,/cursor"
  })
  void a_wrong_parameter_is_refused_by_name(String query, String pointer) {
    var answer = api.get("/v1/outbox/events" + query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/errors/0/pointer")).isEqualTo(pointer);
  }

  @Test
  void a_cursor_of_another_list_is_refused() {
    var place = "con_1|waiting|src_1/2".getBytes(StandardCharsets.UTF_8);
    var cursor = Base64.getUrlEncoder().encodeToString(place);
    assertThat(api.get(DEAD + "&cursor=" + cursor).at("/errors/0/pointer")).isEqualTo("/cursor");
  }

  @Test
  void a_well_formed_cursor_that_no_page_gave_is_refused() {
    var place = "con_1|dead|forged".getBytes(StandardCharsets.UTF_8);
    var answer = api.get(DEAD + "&cursor=" + Base64.getUrlEncoder().encodeToString(place));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/errors/0/pointer")).isEqualTo("/cursor");
  }

  @Test
  void events_of_no_connector_are_not_found() {
    assertThat(api.get(DEAD.replace("con_1", "con_9")).status()).isEqualTo(404);
  }

  @Test
  void the_ledger_says_what_it_cannot_explain() {
    assertThat(api.get("/v1/ledger").text())
        .isEqualTo(
            "{\"balanced\":true,\"connectors\":[{\"connector\":\"con_1\",\"name\":\"TikTok\",\"accepted\":10,\"delivered\":4,\"dead\":1,\"expired\":1,\"filtered\":1,\"retrying\":1,\"waiting\":2,\"unexplained\":0,\"balanced\":true}]}");
    api.outbox.lose(3);
    assertThat(api.get("/v1/ledger").at("/balanced")).isEqualTo("false");
    assertThat(api.get("/v1/ledger").at("/connectors/0/unexplained")).isEqualTo("3");
  }

  @Test
  void a_story_is_told_masked_unless_it_is_to_be_revealed() {
    var masked = api.get("/v1/events/order%2F1%20%C3%A9");
    assertThat(masked.status()).isEqualTo(200);
    assertThat(masked.at("/events/0/received/email")).isEqualTo("p***");
    assertThat(masked.at("/events/0/connectors/0/verdict")).isEqualTo("dead");
    assertThat(masked.at("/events/0/connectors/0/calls/0"))
        .isEqualTo(
            "{\"code\":\"timeout\",\"http_status\":null,\"message\":null,\"request_id\":null,\"at\":\"2026-01-02T03:04:05Z\",\"took_ms\":1500}");
    assertThat(masked.header("Cache-Control")).isEqualTo("no-store");
    assertThat(api.outbox.reveals()).isZero();
    var revealed = api.get("/v1/events/order%2F1%20%C3%A9?reveal=true");
    assertThat(revealed.at("/events/0/received/email")).isEqualTo("p@x.y");
    assertThat(api.outbox.reveals()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "%20", "%20%20"})
  void an_event_that_is_not_there_is_not_found(String id) {
    assertThat(api.get("/v1/events/" + id).status()).isEqualTo(404);
    assertThat(api.get("/v1/events/" + "x".repeat(129)).status()).isEqualTo(404);
  }

  @Test
  void reveal_is_true_or_false() {
    assertThat(api.get("/v1/events/e?reveal=yes").status()).isEqualTo(400);
  }
}
