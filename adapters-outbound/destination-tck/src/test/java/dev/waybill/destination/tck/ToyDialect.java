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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the toy platform talks. */
record ToyDialect(Flaw flaw) implements Dialect {
  @Override
  public DestinationProvider provider() {
    var provider = new ToyProvider(flaw);
    return flaw == Flaw.IS_NOT_REGISTERED ? new UnregisteredToy(provider) : provider;
  }

  @Override
  public Duration patience() {
    return ToyClient.PATIENCE;
  }

  @Override
  public Duration grace() {
    return ToyClient.GRACE;
  }

  @Override
  public JsonObject settings(URI peer) {
    return JsonObject.builder().put("url", peer + "/toys").build();
  }

  @Override
  public Credential credential() {
    return new Credential(Map.of("token", new Secret("the-toys-own-token")));
  }

  @Override
  public OutboundEvent event(String id) {
    var payload = JsonObject.builder().put("id", id).put("owner", "Jenny Foe").build();
    return new OutboundEvent(new EventId(id), EventSource.WEB, payload);
  }

  @Override
  public List<String> eventIds(Request request) {
    var body = new JacksonCodec().read(request.body().getBytes(StandardCharsets.UTF_8));
    return ((JsonArray) body.orElseThrow())
        .elements().stream()
            .map(event -> Objects.requireNonNull(((JsonObject) event).string("id")))
            .toList();
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
  public Optional<PeerAnswer> acceptedExcept(Set<String> refused, Request request) {
    var except = JsonArray.ofStrings(eventIds(request).stream().filter(refused::contains).toList());
    return Optional.of(answer(JsonObject.builder().put("ok", true).put("except", except).build()));
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

  @Override
  public List<PeerAnswer> lies() {
    return List.of(no("bad", "not this one"));
  }

  private static PeerAnswer no(String why, String message) {
    return answer(
        JsonObject.builder().put("ok", false).put("why", why).put("message", message).build());
  }

  private static PeerAnswer answer(Json body) {
    return PeerAnswer.json(200, new String(new JacksonCodec().write(body), StandardCharsets.UTF_8));
  }

  static List<String> texts(@Nullable Json list) {
    return list instanceof JsonArray(var elements)
        ? elements.stream().map(Json::text).map(Objects::requireNonNull).toList()
        : List.of();
  }
}
