package dev.waybill.webhook;

import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.destination.DestinationConfiguration;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.regex.Pattern;

/** Where one connector posts to, and as whom. */
record Target(URI url, Credential credential) {
  private static final Pattern HEADER_SAFE = Pattern.compile("[\\x21-\\x7E]*");

  static Target of(DestinationConfiguration configuration) {
    var url = configuration.settings().string("url");
    if (url == null) {
      throw new IllegalArgumentException("settings: wanted a url");
    }
    var token = configuration.credential().get("bearer_token");
    if (token != null && !HEADER_SAFE.matcher(token.reveal()).matches()) {
      throw new IllegalArgumentException("bearer_token: wanted printable ASCII without spaces");
    }
    return new Target(URI.create(url), configuration.credential());
  }

  HttpRequest.Builder post(byte[] body) {
    var request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    var token = credential.get("bearer_token");
    return token == null ? request : request.header("Authorization", "Bearer " + token.reveal());
  }
}
