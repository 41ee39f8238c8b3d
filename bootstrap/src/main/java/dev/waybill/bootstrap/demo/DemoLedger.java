package dev.waybill.bootstrap.demo;

import dev.waybill.bootstrap.stage.ApiClient;
import dev.waybill.bootstrap.stage.StageFailedException;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonObject;

/** The ledger line of the demo's connector, as the API tells it. */
record DemoLedger(
    long accepted,
    long delivered,
    long dead,
    long expired,
    long filtered,
    long retrying,
    long waiting,
    boolean balanced) {

  static DemoLedger read(ApiClient api, Secret adminToken, String connector)
      throws InterruptedException {
    var body = api.expect(api.get("/v1/ledger", adminToken), 200).body();
    if (body.get("connectors") instanceof JsonArray(var lines)) {
      for (var line : lines) {
        if (line instanceof JsonObject object && connector.equals(object.string("connector"))) {
          return of(object);
        }
      }
    }
    throw new StageFailedException("The ledger has no line for " + connector);
  }

  private static DemoLedger of(JsonObject line) {
    return new DemoLedger(
        Tally.number(line, "accepted"),
        Tally.number(line, "delivered"),
        Tally.number(line, "dead"),
        Tally.number(line, "expired"),
        Tally.number(line, "filtered"),
        Tally.number(line, "retrying"),
        Tally.number(line, "waiting"),
        JsonBoolean.TRUE.equals(line.get("balanced")));
  }

  boolean isSettled() {
    return waiting == 0 && retrying == 0;
  }
}
