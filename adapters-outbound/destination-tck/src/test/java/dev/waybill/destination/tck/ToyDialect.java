package dev.waybill.destination.tck;

import dev.waybill.destination.tck.ScriptedPeer.Request;
import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.json.JacksonCodec;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How the toy platform talks. */
record ToyDialect(Flaw flaw) implements Dialect {
  @Override
  public DestinationProvider provider() {
    return new ToyProvider(flaw);
  }

  @Override
  public Duration patience() {
    return ToyClient.PATIENCE;
  }

  @Override
  public JsonObject settings(URI peer) {
    return JsonObject.builder().put("url", peer.toString()).build();
  }

  @Override
  public Credential credential() {
    return new Credential(Map.of("token", new Secret("the-toys-own-token")));
  }

  @Override
  public OutboundEvent event(String id) {
    return new OutboundEvent(new EventId(id), EventSource.WEB, JsonObject.EMPTY);
  }

  @Override
  public List<String> eventIds(Request request) {
    var body = new JacksonCodec().read(request.body().getBytes(StandardCharsets.UTF_8));
    return ((JsonArray) body.orElseThrow())
        .elements().stream().map(Json::text).map(Objects::requireNonNull).toList();
  }

  @Override
  public boolean isHarmless(Request probe) {
    return eventIds(probe).isEmpty();
  }

  @Override
  public PeerAnswer accepted(Request request) {
    return PeerAnswer.json(200, "{\"ok\":true}");
  }

  @Override
  public PeerAnswer throttled() {
    return no("busy", "slower");
  }

  @Override
  public PeerAnswer refused(String message) {
    return no("bad", message);
  }

  @Override
  public PeerAnswer unauthorised(String message) {
    return no("token", message);
  }

  private static PeerAnswer no(String why, String message) {
    var body =
        JsonObject.builder().put("ok", false).put("why", why).put("message", message).build();
    return PeerAnswer.json(200, new String(new JacksonCodec().write(body), StandardCharsets.UTF_8));
  }
}
