package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Limits.Rates;
import dev.waybill.tiktok.simulator.Limits.Windows;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Delay, clock, limits and consent. A number of 0 stands for no limit. */
final class ControlSettings {
  private final Workings workings;

  ControlSettings(Workings workings) {
    this.workings = workings;
  }

  Reply delay(ControlBody body) {
    body.only("delay", Set.of("delay_ms", "jitter_ms"));
    workings
        .latency()
        .set(
            body.millis("delay_ms").orElse(Duration.ZERO),
            body.millis("jitter_ms").orElse(Duration.ZERO));
    return ControlEndpoint.done(200);
  }

  Reply clock() {
    return Reply.json(200, Json.object().put("now", workings.clock().instant().toString()));
  }

  Reply advance(ControlBody body) {
    var seconds = body.only("clock", Set.of("advance_seconds")).number("advance_seconds");
    workings.clock().advance(Duration.ofSeconds(seconds.orElseThrow()));
    return clock();
  }

  Reply limits() {
    return Reply.json(200, json(workings.limits().get()));
  }

  Reply limit(ControlBody body) {
    body.only(
        "limits",
        Set.of(
            "per_second",
            "per_minute",
            "per_day",
            "offline_age_seconds",
            "age_seconds",
            "ahead_seconds",
            "body_bytes"));
    workings.limits().updateAndGet(known -> changed(known, body));
    workings.throttle().reset();
    return limits();
  }

  Reply consent() {
    return Reply.json(200, json(workings.consents().terms()));
  }

  Reply consent(ControlBody body) {
    body.only(
        "authorisation",
        Set.of("deny", "token_life_seconds", "event_source_ids", "advertiser_ids"));
    var terms = workings.consents().terms();
    terms = body.flag("deny").map(terms::denied).orElse(terms);
    terms =
        body.number("token_life_seconds")
            .map(ControlSettings::orNone)
            .map(terms::lasting)
            .orElse(terms);
    terms = body.texts("event_source_ids").map(Set::copyOf).map(terms::reaching).orElse(terms);
    terms = body.texts("advertiser_ids").map(terms::showing).orElse(terms);
    workings.consents().setTerms(terms);
    return consent();
  }

  private static Limits changed(Limits known, ControlBody body) {
    var rates = known.rates();
    var windows = known.windows();
    return known
        .with(
            new Rates(
                rate(body, "per_second", rates.perSecond()),
                rate(body, "per_minute", rates.perMinute()),
                rate(body, "per_day", rates.perDay())))
        .with(
            new Windows(
                body.number("offline_age_seconds")
                    .map(Duration::ofSeconds)
                    .orElse(windows.offlineAge()),
                window(body, "age_seconds", windows.otherAge()),
                window(body, "ahead_seconds", windows.ahead())))
        .withBodyBytes(
            Math.toIntExact(
                Math.min(
                    Integer.MAX_VALUE,
                    body.number("body_bytes").orElse((long) known.bodyBytes()))));
  }

  private static long rate(ControlBody body, String name, long known) {
    return body.number(name).map(rate -> rate == 0 ? Rates.UNLIMITED : rate).orElse(known);
  }

  private static Optional<Duration> window(
      ControlBody body, String name, Optional<Duration> known) {
    return body.number(name).map(ControlSettings::orNone).orElse(known);
  }

  private static Optional<Duration> orNone(long seconds) {
    return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
  }

  private static ObjectNode json(Limits limits) {
    return Json.object()
        .put("per_second", orZero(limits.rates().perSecond()))
        .put("per_minute", orZero(limits.rates().perMinute()))
        .put("per_day", orZero(limits.rates().perDay()))
        .put("offline_age_seconds", limits.windows().offlineAge().toSeconds())
        .put("age_seconds", seconds(limits.windows().otherAge()))
        .put("ahead_seconds", seconds(limits.windows().ahead()))
        .put("body_bytes", limits.bodyBytes());
  }

  private static ObjectNode json(ConsentTerms terms) {
    var json =
        Json.object()
            .put("deny", terms.denied())
            .put("token_life_seconds", seconds(terms.tokenLife()));
    terms.reach().ids().stream().sorted().forEach(json.putArray("event_source_ids")::add);
    terms.reach().advertisers().forEach(json.putArray("advertiser_ids")::add);
    return json;
  }

  private static long orZero(long rate) {
    return rate == Rates.UNLIMITED ? 0 : rate;
  }

  private static long seconds(Optional<Duration> length) {
    return length.map(Duration::toSeconds).orElse(0L);
  }
}
