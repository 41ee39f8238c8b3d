package dev.waybill.bootstrap.stage;

import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Registers TikTok connectors as an operator would: add, authenticate, verify; all through the
 * admin API.
 */
public final class TikTokConnector {
  private final ApiClient api;
  private final Secret adminToken;
  private final String operator;

  /**
   * @param operator who vouches for what nobody can check
   */
  public TikTokConnector(ApiClient api, Secret adminToken, String operator) {
    this.api = api;
    this.adminToken = adminToken;
    this.operator = operator;
  }

  /**
   * The id of a connector that is Configured.
   *
   * @param sources the ids of the sources it gets its events from; none for the default one
   * @throws StageFailedException when it is not verified
   */
  public String register(String name, List<String> sources, JsonObject settings, Secret accessToken)
      throws InterruptedException {
    var connector = JsonObject.builder().put("name", name).put("platform", "tiktok-events");
    if (!sources.isEmpty()) {
      connector.put("sources", sources.stream().map(Json::of).collect(JsonArray.collector()));
    }
    var created = api.expect(api.post("/v1/connectors", adminToken, connector.build()), 201);
    var id = text(created.body(), "id");
    var draft =
        JsonObject.builder()
            .put("settings", settings)
            .put(
                "credential",
                JsonObject.builder().put("access_token", accessToken.reveal()).build())
            .build();
    api.expect(
        api.patch("/v1/connectors/" + id + "/draft", adminToken, created.etag(), draft), 200);
    verify(id);
    return id;
  }

  /**
   * No call of the simulator's tells whether a token may write to an app or an offline event set:
   * the operator vouches for it.
   */
  private void verify(String id) throws InterruptedException {
    var verified =
        api.expect(api.post("/v1/connectors/" + id + "/verify", adminToken, JsonObject.EMPTY), 200);
    for (var line : List.of("permission.app", "permission.offline")) {
      if (!JsonBoolean.TRUE.equals(verified.body().get("passed"))) {
        var confirm = JsonObject.builder().put("check", line).put("by", operator).build();
        verified =
            api.expect(api.post("/v1/connectors/" + id + "/confirm", adminToken, confirm), 200);
      }
    }
    if (!JsonBoolean.TRUE.equals(verified.body().get("passed"))) {
      throw new StageFailedException("The connector was not verified: " + failed(verified.body()));
    }
  }

  private static String failed(JsonObject verification) {
    var failed = new StringBuilder();
    if (verification.get("checks") instanceof JsonArray(var checks)) {
      for (Json check : checks) {
        if (check instanceof JsonObject line && !JsonBoolean.TRUE.equals(line.get("passed"))) {
          failed.append(line.string("name")).append(": ").append(line.string("detail")).append(' ');
        }
      }
    }
    return failed.toString().strip();
  }

  /** A new write key of that source. */
  public Secret writeKey(String source) throws InterruptedException {
    var key =
        api.expect(api.post("/v1/sources/" + source + "/keys", adminToken, JsonObject.EMPTY), 201);
    return new Secret(text(key.body(), "key"));
  }

  /** The id of a new source. */
  public String source(String name) throws InterruptedException {
    var source = JsonObject.builder().put("name", name).build();
    return text(api.expect(api.post("/v1/sources", adminToken, source), 201).body(), "id");
  }

  private static String text(JsonObject object, String name) {
    @Nullable String text = object.string(name);
    if (text == null) {
      throw new StageFailedException("The API's answer lacks " + name);
    }
    return text;
  }
}
