package dev.waybill.webhook;

import dev.waybill.destination.http.SigningKeys;
import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.destination.DestinationConfiguration;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where one connector posts to, and as whom. */
record Target(URI url, Credential credential, SigningKeys keys) {
  private static final Pattern HEADER_SAFE = Pattern.compile("[\\x21-\\x7E]*");
  private static final String HIDDEN = "[hidden]";

  /** 128 bits of the digest: enough that no two batches share an id. */
  private static final int ID_BYTES = 16;

  static Target of(DestinationConfiguration configuration) {
    var url = configuration.settings().string("url");
    if (url == null) {
      throw new IllegalArgumentException("settings: wanted a url");
    }
    var credential = configuration.credential();
    var token = credential.get("bearer_token");
    if (token != null && !HEADER_SAFE.matcher(token.reveal()).matches()) {
      throw new IllegalArgumentException("bearer_token: wanted printable ASCII without spaces");
    }
    return new Target(URI.create(url), credential, SigningKeys.of(secrets(credential)));
  }

  /** The current one first. */
  static List<Secret> secrets(Credential credential) {
    return Stream.of("signing_secret", "previous_signing_secret")
        .map(credential::get)
        .filter(Objects::nonNull)
        .toList();
  }

  HttpRequest.Builder post(byte[] body, Instant now) {
    var request = HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers(body, now).forEach(request::header);
    return request;
  }

  private Map<String, String> headers(byte[] body, Instant now) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", "application/json");
    var id = messageId(body);
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
    if (!keys.isEmpty()) {
      headers.put("webhook-signature", keys.sign(id, now.getEpochSecond(), body));
    }
    var token = credential.get("bearer_token");
    if (token != null) {
      headers.put("Authorization", "Bearer " + token.reveal());
    }
    return headers;
  }

  /** The headers of a call with that body, without what only the receiver may know. */
  Map<String, String> maskedHeaders(byte[] body, Instant now) {
    var headers = headers(body, now);
    headers.computeIfPresent("webhook-signature", (_, _) -> "v1," + HIDDEN);
    headers.computeIfPresent("Authorization", (_, _) -> "Bearer " + HIDDEN);
    return headers;
  }

  /**
   * The same for the same events, however often they are sent. It is made of the whole body: two
   * events may share their id and differ in their name, and a receiver must not drop either.
   */
  private static String messageId(byte[] body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(body);
      return "msg_" + HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
