package dev.waybill.inbound.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.monitor.Condition;
import dev.waybill.inbound.http.RunningApi;
import dev.waybill.inbound.http.RunningApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HealthApiTest {
  private final RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_running_process_is_live_whatever_else() {
    api.ready.set(false);
    assertThat(open("/health/live").text()).isEqualTo("{\"status\":\"live\"}");
  }

  @Test
  void a_node_is_ready_while_every_check_is_ok() {
    assertThat(open("/health/ready").text())
        .isEqualTo(
            "{\"status\":\"ready\",\"checks\":[{\"name\":\"database\",\"ok\":true,\"detail\":\"It answers in time.\"}],\"degraded\":[]}");
    api.ready.set(false);
    assertThat(open("/health/ready").status()).isEqualTo(503);
    assertThat(open("/health/ready").at("/status")).isEqualTo("not_ready");
  }

  @ParameterizedTest
  @EnumSource(Condition.Kind.class)
  void every_degraded_state_is_told_and_leaves_the_node_ready(Condition.Kind kind) {
    var since = Instant.parse("2026-05-01T12:00:00Z");
    api.conditions.add(new Condition(kind, new ConnectorId(3), since, "con_3 has 12 events"));
    api.conditions.add(new Condition(kind, new ConnectorId(4), since, "con_4 has 13 events"));
    var answer = open("/health/ready");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/degraded"))
        .as("once, without saying of whom, since everybody may read it")
        .isEqualTo(
            "[{\"name\":\"%s\",\"since\":\"2026-05-01T12:00:00Z\",\"detail\":\"%s\"}]"
                .formatted(kind.wire(), kind.title()));
    assertThat(new Condition(kind, null, since, "").remedy()).isNotEmpty();
  }

  @Test
  void every_request_is_told_by_its_route() {
    open("/health/live");
    long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (api.answered.isEmpty() && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(api.answered).containsExactly("GET /health/live 200");
  }

  @Test
  void metrics_are_prometheus_text() {
    assertThat(open("/metrics").text()).isEqualTo("waybill_up 1\n");
    assertThat(open("/metrics").header("Content-Type")).startsWith("text/plain; version=0.0.4");
  }

  @Test
  void the_event_schema_is_open() {
    assertThat(open("/v1/event-schema").text()).isEqualTo("{\"title\":\"event\"}");
    assertThat(open("/v1/event-schema").header("Content-Type"))
        .isEqualTo("application/schema+json");
  }

  private Answer open(String path) {
    return api.send("GET", path, Map.of(), BodyPublishers.noBody());
  }
}
