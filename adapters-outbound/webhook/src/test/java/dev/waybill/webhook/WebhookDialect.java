package dev.waybill.webhook;

import dev.waybill.destination.http.HttpPeer;
import dev.waybill.destination.tck.Dialect;
import dev.waybill.destination.tck.PeerAnswer;
import dev.waybill.destination.tck.ScriptedPeer.Request;
import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.json.JacksonCodec;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A receiver of webhooks. */
final class WebhookDialect implements Dialect {
  @Override
  public DestinationProvider provider() {
    return new WebhookProvider(
        new HttpPeer.Patience(patience(), patience()), InetAddress::getAllByName);
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(2);
  }

  @Override
  public JsonObject settings(URI peer) {
    return JsonObject.builder().put("url", peer + "/hook?shop=1").build();
  }

  /** The scripted peer is at a loopback address. */
  @Override
  public Map<String, String> installation(URI peer) {
    return Map.of("allow_private_addresses", "true");
  }

  @Override
  public Credential credential() {
    return new Credential(
        Map.of(
            "bearer_token", new Secret("s3cr3t-of-the-hook"),
            "signing_secret", new Secret("whsec_Y3VycmVudC1zZWNyZXQtb2YtdGhlLWhvb2s="),
            "previous_signing_secret", new Secret("whsec_cHJldmlvdXMtc2VjcmV0LW9mLXRoZS1ob29r")));
  }

  @Override
  public OutboundEvent event(String id) {
    return new OutboundEvent(
        new EventId(id),
        EventSource.WEB,
        JsonObject.builder()
            .put("event", "Purchase")
            .put("event_id", id)
            .put("email", "jenny.foe@shop.example")
            .build());
  }

  @Override
  public List<String> eventIds(Request request) {
    var body = new JacksonCodec().read(request.body().getBytes(StandardCharsets.UTF_8));
    return ((JsonArray) body.orElseThrow())
        .elements().stream()
            .map(item -> Objects.requireNonNull(((JsonObject) item).string("event_id")))
            .toList();
  }

  @Override
  public boolean isHarmless(Request probe) {
    return probe.body().equals("[]") && probe.headers().containsKey("Webhook-Probe");
  }

  @Override
  public PeerAnswer accepted(Request request) {
    return PeerAnswer.json(200, "{\"thanks\":true}");
  }

  @Override
  public PeerAnswer throttled() {
    return PeerAnswer.html(429);
  }

  @Override
  public PeerAnswer refused(String message) {
    return PeerAnswer.json(422, "{\"error\":\"" + message.replace("\"", "\\\"") + "\"}");
  }

  @Override
  public PeerAnswer unauthorised(String message) {
    return PeerAnswer.json(401, "{\"error\":\"" + message.replace("\"", "\\\"") + "\"}");
  }

  /** A plain receiver has no word but its status; one that begins to give results has. */
  @Override
  public List<PeerAnswer> garbles() {
    return List.of(
        PeerAnswer.json(200, "{\"results\":[{\"event_id\":\"event-0\",\"sta"),
        PeerAnswer.json(200, "{\"results\":[]}"),
        PeerAnswer.json(200, "{\"results\":null}"),
        PeerAnswer.json(200, "{\"results\":\"accepted\"}"),
        PeerAnswer.json(
            200, "{\"results\":[{\"event_id\":\"someone-else\",\"status\":\"accepted\"}]}"),
        PeerAnswer.json(200, "{\"results\":[{\"event_id\":\"event-0\"},{\"event_id\":[]},[]]}"));
  }

  @Override
  public List<PeerAnswer> lies() {
    return List.of(
        PeerAnswer.json(
            200,
            "{\"results\":[{\"event_id\":\"event-0\",\"status\":\"perhaps\"},"
                + "{\"event_id\":\"event-1\"},{\"event_id\":\"event-2\",\"status\":[]}]}"));
  }

  @Override
  public List<PeerAnswer> probeLies() {
    return List.of(PeerAnswer.json(200, "{\"results\":["));
  }

  @Override
  public Optional<PeerAnswer> acceptedExcept(Set<String> refused, Request request) {
    return Optional.of(
        PeerAnswer.json(
            200,
            eventIds(request).stream()
                .map(
                    id ->
                        "{\"event_id\":\"%s\",\"status\":\"%s\"}"
                            .formatted(id, refused.contains(id) ? "rejected" : "accepted"))
                .collect(Collectors.joining(",", "{\"results\":[", "]}"))));
  }
}
