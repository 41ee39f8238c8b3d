package dev.waybill.webhook;

import dev.waybill.destination.http.HttpPeer;
import dev.waybill.destination.http.Receiver;
import dev.waybill.destination.http.Receiver.Reach;
import dev.waybill.destination.http.Receiver.Resolver;
import dev.waybill.domain.destination.BundledJson;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.DestinationConfiguration;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.PlatformSpec;
import dev.waybill.domain.destination.PlatformSpec.InstallationSetting;
import dev.waybill.domain.destination.PlatformSpec.StartingMapping;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The platform {@code webhook}. */
public final class WebhookProvider implements DestinationProvider {
  private static final String ALLOW_PRIVATE = "allow_private_addresses";

  private static final PlatformSpec SPEC =
      new PlatformSpec(
          "webhook",
          "Webhook",
          "Posts events as a JSON array to a URL of yours.",
          List.of("Add"),
          BundledJson.object(WebhookProvider.class, "settings-schema.json"),
          BundledJson.object(WebhookProvider.class, "credential-schema.json"),
          Map.of(
              ALLOW_PRIVATE,
              InstallationSetting.open(
                  "false",
                  "true lets webhooks call private, local and reserved addresses, for receivers of"
                      + " your own network")),
          new PlatformSpec.Limits(500, 1_000_000, Duration.ZERO),
          JsonObject.EMPTY,
          List.of(
              new StartingMapping(
                  "canonical",
                  "The event as it came in",
                  BundledJson.object(WebhookProvider.class, "starting-mapping.json"),
                  BundledJson.array(WebhookProvider.class, "starting-mapping-tests.json"))),
          List.of());

  private final HttpPeer.Patience patience;
  private final Resolver resolver;

  public WebhookProvider() {
    this(HttpPeer.Patience.USUAL, InetAddress::getAllByName);
  }

  WebhookProvider(HttpPeer.Patience patience, Resolver resolver) {
    this.patience = patience;
    this.resolver = resolver;
  }

  @Override
  public PlatformSpec spec() {
    return SPEC;
  }

  @Override
  public List<Problem> check(JsonObject settings) {
    return isUsable(settings.string("url")) ? List.of() : List.of(badUrl());
  }

  @Override
  public Destination open(DestinationConfiguration configuration, DestinationContext context) {
    var http = new HttpPeer(patience, context.clock());
    var reach = reach(context.installation(ALLOW_PRIVATE));
    return new WebhookDestination(
        Target.of(configuration), context, new Receiver(http, reach, resolver, patience.connect()));
  }

  private static Reach reach(String allowPrivate) {
    return switch (allowPrivate) {
      case "true" -> Reach.ANYWHERE;
      case "false" -> Reach.PUBLIC;
      default -> throw new IllegalArgumentException(ALLOW_PRIVATE + ": wanted true or false");
    };
  }

  private static boolean isUsable(@Nullable String url) {
    try {
      var uri = new URI(url == null ? "" : url);
      return uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null;
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private static Problem badUrl() {
    return Problem.at(
        JsonPointer.ROOT.at("url"),
        "bad_url",
        "Wanted an http or https URL with a host, and without a user, a password or a fragment.");
  }
}
