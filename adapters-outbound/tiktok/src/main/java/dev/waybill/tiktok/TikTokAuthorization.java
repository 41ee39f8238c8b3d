package dev.waybill.tiktok;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.destination.http.HttpPeer;
import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.destination.Authorization;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * TikTok's authorisation-code flow for a developer app. The tokens it gives for the Business API do
 * not expire and cannot be renewed; where an answer names an end and a refresh token all the same,
 * both are honoured.
 */
final class TikTokAuthorization implements Authorization {
  static final String APP_ID = "app_id";
  static final String APP_SECRET = "app_secret";

  private static final String ACCESS_TOKEN = "access_token";
  private static final String REFRESH_TOKEN = "refresh_token";
  private static final List<String> CODE_NAMES = List.of("auth_code", "code");

  private final HttpPeer.Patience patience;

  TikTokAuthorization(HttpPeer.Patience patience) {
    this.patience = patience;
  }

  @Override
  public List<String> missing(DestinationContext context) {
    var missing = new ArrayList<String>();
    for (var name : List.of(APP_ID, APP_SECRET)) {
      if (context.installation(name).isEmpty()) {
        missing.add("WAYBILL_TIKTOK_EVENTS_" + name.toUpperCase(Locale.ROOT));
      }
    }
    return missing;
  }

  @Override
  public URI url(DestinationContext context, String state, URI redirect) {
    return URI.create(
        base(context)
            + "/portal/auth?app_id="
            + encoded(context.installation(APP_ID))
            + "&state="
            + encoded(state)
            + "&redirect_uri="
            + encoded(redirect.toString()));
  }

  private static String base(DestinationContext context) {
    return context.installation("base_url").replaceAll("/+$", "");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Override
  public Grant exchange(DestinationContext context, Map<String, String> callback, URI redirect) {
    var code =
        CODE_NAMES.stream().map(callback::get).filter(Objects::nonNull).findFirst().orElse("");
    if (code.isEmpty()) {
      return new Grant.Refused(
          "no_code",
          "TikTok sent no code: the user may have refused. Begin the authorisation again.");
    }
    return granted(context, "access_token", Map.of("auth_code", code));
  }

  @Override
  public Grant refresh(DestinationContext context, Credential credential) {
    var token = credential.get(REFRESH_TOKEN);
    if (token == null) {
      return new Grant.Refused(
          "no_refresh_token", "This token cannot be renewed; authorise again before it expires.");
    }
    return granted(
        context,
        "refresh_token",
        Map.of("grant_type", REFRESH_TOKEN, REFRESH_TOKEN, token.reveal()));
  }

  private Grant granted(DestinationContext context, String call, Map<String, String> members) {
    var answer = call(context, call, members);
    return switch (answer.meaning()) {
      case TAKEN -> granted(context, answer.data());
      case THROTTLED, ILL, LOST, CLOSED ->
          new Grant.Unavailable("TikTok gave no token now: " + answer.message());
      case UNPROVEN, ONCE_MORE, TOKEN, SETUP, CONTENT, UNCLEAR ->
          new Grant.Refused(answer.code(), answer.message());
    };
  }

  private static Grant granted(DestinationContext context, JsonObject data) {
    var token = data.string(ACCESS_TOKEN);
    if (token == null || token.isBlank()) {
      return new Grant.Unavailable("TikTok's answer holds no token.");
    }
    var secrets = new LinkedHashMap<String, Secret>();
    secrets.put(ACCESS_TOKEN, new Secret(token));
    var refresh = data.string(REFRESH_TOKEN);
    if (refresh != null && !refresh.isBlank()) {
      secrets.put(REFRESH_TOKEN, new Secret(refresh));
    }
    return new Grant.Granted(
        new Credential(secrets),
        expiry(data.get("expires_in"), context.clock().instant()),
        accounts(data.get("advertiser_ids")));
  }

  private static @Nullable Instant expiry(@Nullable Json seconds, Instant now) {
    return seconds instanceof JsonNumber number
            && number.isLong()
            && number.value().signum() > 0
            && number.value().longValueExact() <= Duration.ofDays(36_500).toSeconds()
        ? now.plusSeconds(number.value().longValueExact())
        : null;
  }

  /** They have been seen as numbers too large for a double. */
  private static List<String> accounts(@Nullable Json ids) {
    if (!(ids instanceof JsonArray(var elements))) {
      return List.of();
    }
    var accounts = new ArrayList<String>();
    for (var element : elements) {
      var text =
          element instanceof JsonNumber(var number) ? number.toPlainString() : element.text();
      if (text != null) {
        accounts.add(text);
      }
    }
    return accounts;
  }

  @Override
  public Revocation revoke(DestinationContext context, Credential credential) {
    var token = credential.get(ACCESS_TOKEN);
    var answer =
        call(context, "revoke_token", Map.of(ACCESS_TOKEN, token == null ? "" : token.reveal()));
    return switch (answer.meaning()) {
      case TAKEN -> new Revocation.Revoked("TikTok honours the token no more.");
      case THROTTLED, ILL, LOST, CLOSED ->
          new Revocation.Unavailable("TikTok did not revoke the token: " + answer.message());
      case UNPROVEN, ONCE_MORE, TOKEN, SETUP, CONTENT, UNCLEAR ->
          new Revocation.Refused(
              "TikTok refused to revoke the token ("
                  + answer.code()
                  + "); one made in Events Manager is revoked there.");
    };
  }

  private TikTokAnswer call(DestinationContext context, String call, Map<String, String> members) {
    var body = new LinkedHashMap<String, String>();
    body.put("app_id", context.installation(APP_ID));
    body.put("secret", context.installation(APP_SECRET));
    body.putAll(members);
    var json = JsonObject.builder();
    body.forEach(json::put);
    var request =
        HttpRequest.newBuilder(URI.create(base(context) + "/open_api/v1.3/oauth2/" + call + "/"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(context.json().write(json.build())));
    try (var http = new HttpPeer(patience, context.clock())) {
      return TikTokAnswer.read(http.send(request), context.json(), hidden(body));
    }
  }

  /** What TikTok was sent is not to come back in a message of its. */
  private static Credential hidden(Map<String, String> sent) {
    var hidden = new LinkedHashMap<String, Secret>();
    sent.forEach((name, value) -> hidden.put(name, new Secret(value)));
    return new Credential(hidden);
  }
}
