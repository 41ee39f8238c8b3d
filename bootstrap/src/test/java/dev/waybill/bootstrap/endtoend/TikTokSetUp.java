package dev.waybill.bootstrap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import java.io.IOException;
import java.util.List;

/** Registers a TikTok connector as an operator would, and a write key for its sender. */
public final class TikTokSetUp {
  public static final String ACCESS_TOKEN = "simulated-token-0123456789abcdef";

  private TikTokSetUp() {}

  /** The id of a Configured connector. */
  public static String register(Api admin) throws IOException, InterruptedException {
    return register(admin, "CTESTPIXEL0000000001");
  }

  /** The same for a web pixel of its own. */
  public static String register(Api admin, String pixel) throws IOException, InterruptedException {
    var created =
        admin.post(
            "/v1/connectors", Api.object("{\"name\":\"TikTok\",\"platform\":\"tiktok-events\"}"));
    assertThat(created.status()).isEqualTo(201);
    var id = created.text("/id");
    var draft =
        Api.object(
            """
            {"settings": {"event_source_ids": {"web": "%s",
                                               "app": "7000000000000000003",
                                               "offline": "7000000000000000001"},
                          "acceptance_window_days": {"web": 40, "offline": 40, "app": 40}},
             "credential": {"access_token": "%s"}}
            """
                .formatted(pixel, ACCESS_TOKEN));
    assertThat(admin.patch("/v1/connectors/" + id + "/draft", created.etag(), draft).status())
        .isEqualTo(200);
    verify(admin, id);
    return id;
  }

  /** Vouches for every line that the simulator gives no way to check. */
  public static void verify(Api admin, String connector) throws IOException, InterruptedException {
    var verified = admin.post("/v1/connectors/" + connector + "/verify", JsonObject.EMPTY);
    for (var source : List.of("web", "app", "offline")) {
      if (!Api.isTrue(verified.body(), "passed")) {
        verified =
            admin.post(
                "/v1/connectors/" + connector + "/confirm",
                Api.object("{\"check\":\"permission." + source + "\"}"));
      }
    }
    assertThat(verified.status()).isEqualTo(200);
    assertThat(Api.isTrue(verified.body(), "passed")).as("all checks pass").isTrue();
  }

  public static String writeKey(Api admin) throws IOException, InterruptedException {
    var key = admin.post("/v1/sources/src_1/keys", JsonObject.EMPTY);
    assertThat(key.status()).isEqualTo(201);
    return key.text("/key");
  }

  /** The connector's line of the ledger. */
  public static JsonObject ledger(Api admin, String connector)
      throws IOException, InterruptedException {
    var ledger = admin.get("/v1/ledger");
    assertThat(ledger.status()).isEqualTo(200);
    for (Json line : ledger.list("connectors")) {
      if (line instanceof JsonObject object && connector.equals(object.string("connector"))) {
        return object;
      }
    }
    throw new AssertionError("the ledger has no line for " + connector);
  }

  public static long unsettled(JsonObject line) {
    return Api.number(line, "waiting") + Api.number(line, "retrying");
  }
}
