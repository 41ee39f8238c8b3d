package dev.waybill.tiktok;

import dev.waybill.destination.http.HttpPeer;
import dev.waybill.destination.tck.PeerAnswer;
import dev.waybill.destination.tck.ScriptedPeer;
import dev.waybill.destination.tck.ScriptedPeer.Reaction;
import dev.waybill.destination.tck.ScriptedPeer.Request;
import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.DestinationConfiguration;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A TikTok destination before a scripted peer, with a clock that stands until it is advanced. */
final class TikTokBench implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-09-21T14:13:20Z");
  static final JsonObject WEB =
      settings("{\"event_source_ids\":{\"web\":\"C0EXAMPLEPIXELCODE00\"}}");
  static final JsonObject EVERYWHERE =
      settings(
          """
          {"event_source_ids": {"web": "C0EXAMPLEPIXELCODE00", "app": "7000000000000000003",
            "offline": "7000000000000000001", "crm": "7000000000000000002"}}""");

  final ScriptedPeer peer = new ScriptedPeer(_ -> new Reaction.Say(Events.answer(200, 0, "OK")));
  final List<String> told = new CopyOnWriteArrayList<>();
  final Destination destination;
  private final TikTokProvider provider =
      new TikTokProvider(
          new HttpPeer.Patience(Duration.ofSeconds(5), Duration.ofSeconds(5)), told::add);
  private volatile Instant now = NOW;

  TikTokBench(JsonObject settings) {
    destination = open(settings, TikTokDialect.TOKEN);
  }

  /** A further connector of the same process. */
  Destination open(JsonObject settings, String token) {
    var credential = new Credential(Map.of("access_token", new Secret(token)));
    return provider.open(
        new DestinationConfiguration(settings, credential),
        new DestinationContext(
            Events.JSON, () -> now, new Random(1), Map.of("base_url", peer.uri() + "/")));
  }

  void advance(Duration time) {
    now = now.plus(time);
  }

  static JsonObject settings(String text) {
    return Events.read(text, JsonObject.class);
  }

  TikTokBench answer(PeerAnswer answer) {
    peer.follow(_ -> new Reaction.Say(answer));
    return this;
  }

  TikTokBench answer(Function<Request, PeerAnswer> script) {
    peer.follow(request -> new Reaction.Say(script.apply(request)));
    return this;
  }

  static List<OutboundEvent> events(int count) {
    return IntStream.range(0, count).mapToObj(i -> Events.web("e-" + i)).toList();
  }

  DeliveryReport deliver(List<OutboundEvent> batch) {
    return destination.deliver(batch);
  }

  List<Outcome> outcomes(int events) {
    return deliver(events(events)).outcomes();
  }

  @Override
  public void close() {
    destination.close();
    peer.close();
  }
}
