package dev.waybill.bootstrap.bench;

import dev.waybill.bootstrap.stage.StageFailedException;
import dev.waybill.bootstrap.stage.TikTokConnector;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import java.util.List;

/** A verified TikTok connector with a source of its own, and what the API says of it. */
final class BenchConnector {
  private static final String PIXEL = "CBENCHPIXEL000000001";

  private final BenchStage stage;
  private final String id;
  private final String source;
  private final Secret writeKey;

  private BenchConnector(BenchStage stage, String id, String source, Secret writeKey) {
    this.stage = stage;
    this.id = id;
    this.source = source;
    this.writeKey = writeKey;
  }

  /** Registers it over the admin API. */
  static BenchConnector register(BenchStage stage, String name) throws InterruptedException {
    var steps = new TikTokConnector(stage.platform(), stage.adminToken(), "bench");
    var source = steps.source(name);
    var settings =
        JsonObject.builder()
            .put("event_source_ids", JsonObject.builder().put("web", PIXEL).build())
            .put("advertiser_id", "7000000000000000009")
            .build();
    var id = steps.register(name, List.of(source), settings, stage.accessToken());
    return new BenchConnector(stage, id, source, steps.writeKey(source));
  }

  Secret writeKey() {
    return writeKey;
  }

  int number() {
    return numberOf(id);
  }

  int sourceNumber() {
    return numberOf(source);
  }

  private static int numberOf(String id) {
    return Integer.parseInt(id.substring(id.indexOf('_') + 1));
  }

  /** Its account in the ledger. */
  record Account(long accepted, long delivered, long retrying, long waiting, boolean balanced) {
    long unsettled() {
      return retrying + waiting;
    }
  }

  Account account() throws InterruptedException {
    var line = line("/v1/ledger");
    return new Account(
        number(line, "accepted"),
        number(line, "delivered"),
        number(line, "retrying"),
        number(line, "waiting"),
        JsonBoolean.TRUE.equals(line.get("balanced")));
  }

  /** How many of its events are not settled yet. */
  long backlog() throws InterruptedException {
    var line = line("/v1/outbox");
    return number(line, "waiting") + number(line, "retrying");
  }

  private JsonObject line(String path) throws InterruptedException {
    var api = stage.platform();
    var body = api.expect(api.get(path, stage.adminToken()), 200).body();
    if (body.get("connectors") instanceof JsonArray(var lines)) {
      for (var line : lines) {
        if (line instanceof JsonObject object && id.equals(object.string("connector"))) {
          return object;
        }
      }
    }
    throw new StageFailedException("There is nothing of " + id + " at " + path);
  }

  static long number(JsonObject object, String name) {
    if (object.get(name) instanceof JsonNumber number) {
      return number.value().longValueExact();
    }
    throw new StageFailedException("An answer lacks " + name);
  }
}
