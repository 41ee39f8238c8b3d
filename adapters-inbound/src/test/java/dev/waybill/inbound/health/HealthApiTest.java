package dev.waybill.inbound.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbound.http.RunningApi;
import dev.waybill.inbound.http.RunningApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
            "{\"status\":\"ready\",\"checks\":[{\"name\":\"database\",\"ok\":true,\"detail\":\"It answers in time.\"}]}");
    api.ready.set(false);
    assertThat(open("/health/ready").status()).isEqualTo(503);
    assertThat(open("/health/ready").at("/status")).isEqualTo("not_ready");
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
