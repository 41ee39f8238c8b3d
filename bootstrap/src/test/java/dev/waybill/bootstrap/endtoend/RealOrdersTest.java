package dev.waybill.bootstrap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.tiktok.simulator.SimulatorOptions;
import dev.waybill.tiktok.simulator.TikTokSimulator;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A month of real invoices of a mail-order shop, from the HTTP door to what the peer parsed. */
class RealOrdersTest {
  private static final int BATCH = 100;

  @Test
  void purchases_and_their_value_arrive_to_the_penny() throws Exception {
    var orders = RealOrders.read(dataFile());
    assertThat(orders.invoices()).as("invoices in the file").hasSize(3_462);
    try (var simulator =
            TikTokSimulator.start(SimulatorOptions.forToken(TikTokSetUp.ACCESS_TOKEN));
        var platform = WaybillProcess.start(environment(simulator), "serve")) {
      var base = URI.create(platform.awaitLine("Waybill ready at "));
      var admin = new Api(base, SharedServer.ADMIN_TOKEN);
      var connector = TikTokSetUp.register(admin);
      var answered = send(orders, new Api(base, TikTokSetUp.writeKey(admin)));

      assertThat(answered.rejected()).isEqualTo(orders.withoutCustomer());
      assertThat(answered.accepted()).isEqualTo(3_462 - orders.withoutCustomer());
      Await.until(
          "everything is settled",
          Duration.ofMinutes(2),
          () -> TikTokSetUp.unsettled(TikTokSetUp.ledger(admin, connector)) == 0);
      var line = TikTokSetUp.ledger(admin, connector);
      assertThat(Api.isTrue(line, "balanced")).isTrue();
      assertThat(Api.number(line, "accepted")).isEqualTo(answered.accepted());
      assertThat(Api.number(line, "delivered")).isEqualTo(answered.accepted());
      var purchases = simulator.statistics().total("Purchase");
      assertThat(purchases.count()).isEqualTo(orders.purchases());
      assertThat(purchases.valueSum()).isEqualByComparingTo(orders.purchaseValue());
      assertThat(orders.purchaseValue()).isEqualByComparingTo(new BigDecimal("1161817.38"));
      assertRejectionsAreTold(admin);
    }
  }

  private static void assertRejectionsAreTold(Api admin) throws IOException, InterruptedException {
    var told = admin.get("/v1/sources/src_1/rejections").list("rejections");
    assertThat(told).isNotEmpty();
    assertThat(told)
        .allSatisfy(
            rejection ->
                assertThat(((JsonObject) rejection).string("code")).isEqualTo("no_identifier"));
  }

  private static Map<String, String> environment(TikTokSimulator simulator) {
    var environment = new HashMap<>(SharedServer.environment());
    environment.put("WAYBILL_TIKTOK_EVENTS_BASE_URL", simulator.baseUri().toString());
    return environment;
  }

  private record Answered(int accepted, int rejected) {}

  private static Answered send(RealOrders orders, Api events) throws Exception {
    int accepted = 0;
    int rejected = 0;
    var all = orders.events();
    for (int from = 0; from < all.size(); from += BATCH) {
      List<JsonObject> batch = all.subList(from, Math.min(from + BATCH, all.size()));
      var answer =
          events.post(
              "/v1/events", batch.stream().map(Json.class::cast).collect(JsonArray.collector()));
      assertThat(answer.status()).isEqualTo(202);
      accepted += Math.toIntExact(Api.number(answer.body(), "accepted"));
      rejected += Math.toIntExact(Api.number(answer.body(), "rejected"));
    }
    return new Answered(accepted, rejected);
  }

  /** The data lies beside the repository, where there is any. */
  private static Path dataFile() {
    for (var here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
      var file = here.resolve("shared/data/online-retail-2011-11.csv.gz");
      if (Files.exists(file)) {
        return file;
      }
    }
    return abort(
        "the real orders (shared/data/online-retail-2011-11.csv.gz) are not on this machine");
  }
}
