package dev.waybill.bootstrap.bench;

import dev.waybill.bootstrap.stage.StageFailedException;
import dev.waybill.bootstrap.stage.TikTokConnector;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.json.Json;
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

  /** Registers one with a source of its own over the admin API. */
  static BenchConnector register(BenchStage stage, String name) throws InterruptedException {
    var steps = steps(stage);
    var source = steps.source(name);
    return register(stage, name, source, steps.writeKey(source), PIXEL);
  }

  /** Registers another one that gets the same events for another pixel. */
  BenchConnector twin(String name, String pixel) throws InterruptedException {
    return register(stage, name, source, writeKey, pixel);
  }

  private static BenchConnector register(
      BenchStage stage, String name, String source, Secret writeKey, String pixel)
      throws InterruptedException {
    var settings =
        JsonObject.builder()
            .put("event_source_ids", JsonObject.builder().put("web", pixel).build())
            .put("advertiser_id", "7000000000000000009")
            .build();
    var id = steps(stage).register(name, List.of(source), settings, stage.accessToken());
    return new BenchConnector(stage, id, source, writeKey);
  }

  private static TikTokConnector steps(BenchStage stage) {
    return new TikTokConnector(stage.platform(), stage.adminToken(), "bench");
  }

  /** The operator's own switch. */
  void pause() throws InterruptedException {
    change("pause");
  }

  void resume() throws InterruptedException {
    change("resume");
  }

  private void change(String verb) throws InterruptedException {
    var api = stage.platform();
    api.expect(
        api.post("/v1/connectors/" + id + "/" + verb, stage.adminToken(), JsonObject.EMPTY), 200);
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

  /** What the ledger says. */
  record Account(long accepted, long delivered, long retrying, long waiting, boolean balanced) {
    static final Account EMPTY = new Account(0, 0, 0, 0, true);

    long unsettled() {
      return retrying + waiting;
    }

    Account plus(Account other) {
      return new Account(
          accepted + other.accepted,
          delivered + other.delivered,
          retrying + other.retrying,
          waiting + other.waiting,
          balanced && other.balanced);
    }
  }

  Account account() throws InterruptedException {
    return sum(List.of(this));
  }

  /** The accounts of several of one platform as one, from one answer. */
  static Account sum(List<BenchConnector> connectors) throws InterruptedException {
    var lines = connectors.getFirst().lines("/v1/ledger");
    return connectors.stream()
        .map(connector -> account(connector.ownOf(lines)))
        .reduce(Account.EMPTY, Account::plus);
  }

  private static Account account(JsonObject line) {
    return new Account(
        number(line, "accepted"),
        number(line, "delivered"),
        number(line, "retrying"),
        number(line, "waiting"),
        JsonBoolean.TRUE.equals(line.get("balanced")));
  }

  /** How many of its events are not settled yet. */
  long backlog() throws InterruptedException {
    var line = ownOf(lines("/v1/outbox"));
    return number(line, "waiting") + number(line, "retrying");
  }

  private List<Json> lines(String path) throws InterruptedException {
    var api = stage.platform();
    var body = api.expect(api.get(path, stage.adminToken()), 200).body();
    return body.get("connectors") instanceof JsonArray(var lines) ? lines : List.of();
  }

  private JsonObject ownOf(List<Json> lines) {
    for (var line : lines) {
      if (line instanceof JsonObject object && id.equals(object.string("connector"))) {
        return object;
      }
    }
    throw new StageFailedException("The platform does not tell of " + id);
  }

  static long number(JsonObject object, String name) {
    if (object.get(name) instanceof JsonNumber number) {
      return number.value().longValueExact();
    }
    throw new StageFailedException("An answer lacks " + name);
  }
}
