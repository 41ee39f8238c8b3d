package dev.waybill.tiktok;

import dev.waybill.destination.http.HttpPeer;
import dev.waybill.destination.tck.Dialect;
import dev.waybill.destination.tck.PeerAnswer;
import dev.waybill.destination.tck.ScriptedPeer.Request;
import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** TikTok, as far as the contract kit needs it. */
final class TikTokDialect implements Dialect {
  static final String PIXEL = "C0EXAMPLEPIXELCODE00";
  static final String TOKEN = "0123456789abcdef0123456789abcdef01234567";

  @Override
  public DestinationProvider provider() {
    return new TikTokProvider(new HttpPeer.Patience(patience(), patience()), _ -> {});
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(2);
  }

  @Override
  public JsonObject settings(URI peer) {
    return JsonObject.builder()
        .put("event_source_ids", JsonObject.builder().put("web", PIXEL).build())
        .put("test_event_code", "TEST12345")
        .build();
  }

  @Override
  public Map<String, String> installation(URI peer) {
    return Map.of("base_url", peer.toString());
  }

  @Override
  public Credential credential() {
    return new Credential(Map.of("access_token", new Secret(TOKEN)));
  }

  @Override
  public OutboundEvent event(String id) {
    return Events.web(id);
  }

  @Override
  public List<String> eventIds(Request request) {
    return Events.sent(request).stream()
        .map(event -> Objects.requireNonNull(event.string("event_id")))
        .toList();
  }

  @Override
  public boolean isHarmless(Request probe) {
    return probe.method().equals("GET")
        || probe.body().contains("\"test_event_code\":\"TEST12345\"");
  }

  @Override
  public PeerAnswer accepted(Request request) {
    return Events.answer(200, 0, "OK");
  }

  @Override
  public PeerAnswer throttled() {
    return Events.answer(401, 40100, "Too many requests. Please retry in some time.");
  }

  @Override
  public PeerAnswer refused(String message) {
    return Events.answer(200, 40002, message);
  }

  @Override
  public PeerAnswer unauthorised(String message) {
    return Events.answer(200, 40105, "Access token is incorrect or has been revoked. " + message);
  }

  @Override
  public List<PeerAnswer> lies() {
    return Stream.concat(
            PeerAnswer.garbles().stream(),
            Stream.of(20001, 40001, 40002, 40100, 40105, 49999, 50000, 51021, 61000)
                .map(code -> Events.answer(200, code, "not taken")))
        .toList();
  }

  /** A missing right on the pixel says that the token is known; everything else says nothing. */
  @Override
  public List<PeerAnswer> probeLies() {
    return lies().stream().filter(lie -> !lie.body().contains("\"code\":40001")).toList();
  }
}
