package dev.waybill.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.endtoend.Api;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who watches an installation is told that its database is away, and that it is back. */
@Tag("faults")
class DegradedFaultsTest {
  private static final String AWAY = "waybill_degraded{kind=\"database\"} 1.0";
  private static final String BACK = "waybill_degraded{kind=\"database\"} 0.0";

  @TempDir private Path folder = Path.of("");

  @Test
  void while_the_database_is_down_a_node_is_not_ready_and_says_why_to_people_and_to_prometheus()
      throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.shop().open();
      stage.awaitDelivered(100);
      FaultStage.await("ready", () -> stage.admin().get("/health/ready").status() == 200);
      assertThat(metrics(stage)).contains(BACK).doesNotContain(AWAY);

      stage.database().kill();
      FaultStage.await("it is told", () -> metrics(stage).contains(AWAY));
      var told = stage.admin().get("/health/ready");
      assertThat(told.status()).isEqualTo(503);
      assertThat(told.text("/status")).isEqualTo("not_ready");
      assertThat(named(told, "checks").get("ok")).isEqualTo(JsonBoolean.FALSE);
      assertThat(named(told, "degraded").string("since")).isNotNull();
      assertThat(stage.admin().get("/health/live").status()).isEqualTo(200);

      var gone = stage.bound().look();
      stage.database().startAgain();
      stage.bound().fault(gone);
      FaultStage.await("ready again", () -> stage.admin().get("/health/ready").status() == 200);
      FaultStage.await("it is told again", () -> metrics(stage).contains(BACK));
      stage.reconcile();
    }
  }

  private static JsonObject named(Api.Answer told, String list) {
    return told.list(list).stream()
        .map(JsonObject.class::cast)
        .filter(it -> "database".equals(it.string("name")))
        .findFirst()
        .orElseThrow();
  }

  private static String metrics(FaultStage stage) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(stage.address().resolve("/metrics")).build();
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }
}
