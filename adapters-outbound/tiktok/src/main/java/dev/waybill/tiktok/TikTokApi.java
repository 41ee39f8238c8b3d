package dev.waybill.tiktok;

import dev.waybill.destination.http.HttpPeer;
import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.destination.OutboundRequest;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonCodec;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;

/** TikTok's Business API, version 1.3, with one token. */
final class TikTokApi implements AutoCloseable {
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]+");

  private static final String TRACK = "/event/track/";

  private final String base;
  private final Credential credential;
  private final Secret token;
  private final HttpPeer http;
  private final JsonCodec json;

  /**
   * @throws IllegalArgumentException when there is no token, or one that cannot be sent in a header
   */
  TikTokApi(String baseUrl, Credential credential, HttpPeer http, JsonCodec json) {
    var given = credential.get("access_token");
    if (given == null || !TOKEN.matcher(given.reveal()).matches()) {
      throw new IllegalArgumentException("access_token: wanted printable ASCII without spaces");
    }
    this.base = baseUrl.replaceAll("/+$", "") + "/open_api/v1.3";
    this.credential = credential;
    this.token = given;
    this.http = http;
    this.json = json;
  }

  TikTokAnswer track(byte[] body) {
    return send(
        to(TRACK)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  /** The call of {@link #track}, to be looked at. */
  OutboundRequest shown(Json body) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Access-Token", "***");
    headers.put("Content-Type", "application/json");
    return new OutboundRequest("POST", URI.create(base + TRACK), headers, body);
  }

  Secret token() {
    return token;
  }

  /**
   * @param pathAndQuery with its values encoded
   */
  TikTokAnswer get(String pathAndQuery) {
    return send(to(pathAndQuery).GET());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).header("Access-Token", token.reveal());
  }

  private TikTokAnswer send(HttpRequest.Builder request) {
    return TikTokAnswer.read(http.send(request), json, credential);
  }

  @Override
  public void close() {
    http.close();
  }
}
