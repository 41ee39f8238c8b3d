package dev.waybill.bootstrap.demo;

import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Registers a TikTok connector as an operator would: add, authenticate, verify; all through the
 * admin API.
 */
final class DemoConnector {
  private final ApiClient api;
  private final Secret adminToken;

  DemoConnector(ApiClient api, Secret adminToken) {
    this.api = api;
    this.adminToken = adminToken;
  }

  /** The id of the connector, Configured. */
  String register(Secret accessToken) throws InterruptedException {
    var created =
        api.expect(
            api.post(
                "/v1/connectors",
                adminToken,
                JsonObject.builder()
                    .put("name", "TikTok demo")
                    .put("platform", "tiktok-events")
                    .build()),
            201);
    var id = text(created.body(), "id");
    api.expect(
        api.patch(
            "/v1/connectors/" + id + "/draft", adminToken, created.etag(), draft(accessToken)),
        200);
    verify(id);
    return id;
  }

  private static JsonObject draft(Secret accessToken) {
    return JsonObject.builder()
        .put(
            "settings",
            JsonObject.builder()
                .put(
                    "event_source_ids",
                    JsonObject.builder()
                        .put("web", "CDEMOPIXEL0000000001")
                        .put("app", "7000000000000000003")
                        .put("offline", "7000000000000000001")
                        .build())
                .put("advertiser_id", "7000000000000000009")
                .put("default_region", "US")
                .build())
        .put("credential", JsonObject.builder().put("access_token", accessToken.reveal()).build())
        .build();
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
        var confirm = JsonObject.builder().put("check", line).put("by", "demo").build();
        verified =
            api.expect(api.post("/v1/connectors/" + id + "/confirm", adminToken, confirm), 200);
      }
    }
    if (!JsonBoolean.TRUE.equals(verified.body().get("passed"))) {
      throw new DemoFailedException(
          "The connector was not verified: " + failed(verified.body()), null);
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

  /** A write key of the default source. */
  Secret writeKey() throws InterruptedException {
    var key = api.expect(api.post("/v1/sources/src_1/keys", adminToken, JsonObject.EMPTY), 201);
    return new Secret(text(key.body(), "key"));
  }

  static String text(JsonObject object, String name) {
    @Nullable String text = object.string(name);
    if (text == null) {
      throw new DemoFailedException("The API's answer lacks " + name, null);
    }
    return text;
  }
}
