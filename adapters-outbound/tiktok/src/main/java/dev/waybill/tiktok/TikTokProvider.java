package dev.waybill.tiktok;

import dev.waybill.destination.http.HttpPeer;
import dev.waybill.domain.destination.Authorization;
import dev.waybill.domain.destination.BundledJson;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.DestinationConfiguration;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.PayloadReview;
import dev.waybill.domain.destination.PlatformSpec;
import dev.waybill.domain.destination.PlatformSpec.InstallationSetting;
import dev.waybill.domain.destination.PlatformSpec.StartingMapping;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The platform {@code tiktok-events}. */
public final class TikTokProvider implements DestinationProvider {
  private static final Set<String> REGIONS = Set.of(Locale.getISOCountries());

  /** The same event_id for the same event and source id is dropped for so long. */
  private static final Duration DEDUPLICATION = Duration.ofDays(2);

  private static final PlatformSpec SPEC =
      new PlatformSpec(
          "tiktok-events",
          "TikTok Events",
          "Reports web, app, offline and CRM events to TikTok through its Events API 2.0.",
          List.of("Add"),
          BundledJson.object(TikTokProvider.class, "settings-schema.json"),
          BundledJson.object(TikTokProvider.class, "credential-schema.json"),
          Map.of(
              "base_url",
              InstallationSetting.open(
                  "https://business-api.tiktok.com", "Where TikTok's Business API answers."),
              TikTokAuthorization.APP_ID,
              InstallationSetting.open(
                  "", "The id of your developer app at TikTok, to generate access tokens with."),
              TikTokAuthorization.APP_SECRET,
              InstallationSetting.secret("The secret of that developer app.")),
          new PlatformSpec.Limits(Envelope.MAX_EVENTS, Envelope.MAX_BYTES, DEDUPLICATION),
          BundledJson.object(TikTokProvider.class, "payload-schema.json"),
          List.of(
              new StartingMapping(
                  "canonical",
                  "Events as Waybill names them",
                  BundledJson.object(TikTokProvider.class, "starting-mapping.json"),
                  BundledJson.array(TikTokProvider.class, "starting-mapping-tests.json")),
              new StartingMapping(
                  "segment",
                  "Events with Segment's e-commerce names",
                  BundledJson.object(TikTokProvider.class, "segment-mapping.json"),
                  BundledJson.array(TikTokProvider.class, "segment-mapping-tests.json"))),
          EventNames.ALL);

  private static final Logger LOG = LoggerFactory.getLogger(TikTokProvider.class);

  private final HttpPeer.Patience patience;
  private final UnknownCodes unknownCodes;
  private final CallBudgets budgets = new CallBudgets();

  public TikTokProvider() {
    this(HttpPeer.Patience.USUAL, LOG::warn);
  }

  /**
   * @param unknownCodes is told of each code of TikTok's that Waybill does not know, once
   */
  TikTokProvider(HttpPeer.Patience patience, Consumer<String> unknownCodes) {
    this.patience = patience;
    this.unknownCodes = new UnknownCodes(unknownCodes);
  }

  @Override
  public PlatformSpec spec() {
    return SPEC;
  }

  @Override
  public List<Problem> check(JsonObject settings) {
    var problems = new ArrayList<Problem>();
    var pixel = settings.object("event_source_ids").string("web");
    var fault = pixel == null ? null : SourceIdForm.fault(EventSource.WEB, pixel);
    if (fault != null) {
      problems.add(
          Problem.at(JsonPointer.parse("/event_source_ids/web"), "numeric_pixel_id", fault));
    }
    var region = settings.string("default_region");
    if (region != null && !REGIONS.contains(region)) {
      problems.add(
          Problem.at(
              JsonPointer.parse("/default_region"),
              "unknown_region",
              "Wanted a country as ISO 3166-1 alpha-2, such as GB."));
    }
    return problems;
  }

  @Override
  public PayloadReview review() {
    return TikTokLint.INSTANCE;
  }

  @Override
  public Optional<Authorization> authorization() {
    return Optional.of(new TikTokAuthorization(patience));
  }

  @Override
  public Destination open(DestinationConfiguration configuration, DestinationContext context) {
    var settings = TikTokSettings.of(configuration.settings());
    var api =
        new TikTokApi(
            context.installation("base_url"),
            configuration.credential(),
            new HttpPeer(patience, context.clock()),
            context.json());
    var tracker =
        new Tracker(
            api, budgets.of(api.token()), settings.callLimits(), unknownCodes, context.clock());
    return new TikTokDestination(settings, api, tracker, context);
  }
}
