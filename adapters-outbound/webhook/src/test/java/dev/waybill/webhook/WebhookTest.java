package dev.waybill.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.destination.tck.PeerAnswer;
import dev.waybill.destination.tck.ScriptedPeer;
import dev.waybill.destination.tck.ScriptedPeer.Reaction;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.DestinationConfiguration;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.json.JacksonCodec;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookTest {
  private final WebhookDialect dialect = new WebhookDialect();
  private final ScriptedPeer peer = new ScriptedPeer(_ -> say(200));
  private final Destination webhook =
      dialect
          .provider()
          .open(
              new DestinationConfiguration(dialect.settings(peer.uri()), dialect.credential()),
              new DestinationContext(
                  new JacksonCodec(), InstantSource.system(), new Random(1), dialect.installation(peer.uri())));

  @AfterEach
  void close() {
    webhook.close();
    peer.close();
  }

  private static Reaction say(int status) {
    return new Reaction.Say(new PeerAnswer(status, Map.of(), ""));
  }

  @Test
  void the_request_is_exactly_this() {
    webhook.deliver(List.of(dialect.event("e-1")));
    var request = peer.requests().getFirst();
    assertThat(request.path()).isEqualTo("/hook?shop=1");
    assertThat(request.headers().get("Authorization")).containsExactly("Bearer s3cr3t-of-the-hook");
    assertThat(request.body())
        .isEqualTo(
            "[{\"event_id\":\"e-1\",\"event_source\":\"web\","
                + "\"payload\":{\"event\":\"Purchase\",\"event_id\":\"e-1\","
                + "\"email\":\"jenny.foe@shop.example\"}}]");
  }

  @Test
  void what_is_too_large_is_halved_until_it_fits() {
    peer.follow(request -> say(dialect.eventIds(request).size() > 1 ? 413 : 200));
    var batch = List.of(dialect.event("a"), dialect.event("b"), dialect.event("c"));
    assertThat(webhook.deliver(batch).outcomes()).containsOnly(Outcome.ACCEPTED);
  }

  @Test
  void a_wrong_address_blocks_and_kills_nothing() {
    for (int status : List.of(302, 403, 404, 405, 410)) {
      peer.follow(_ -> say(status));
      assertThat(webhook.deliver(List.of(dialect.event("a"))).outcomes())
          .as("HTTP %d", status)
          .hasOnlyElementsOfType(Outcome.Blocked.class);
    }
  }

  @Test
  void urls_nobody_can_post_to_are_found() {
    for (var url : List.of("http://", "https://user:secret@shop.example/", "http://a b/")) {
      assertThat(new WebhookProvider().check(JsonObject.builder().put("url", url).build()))
          .as(url)
          .hasSize(1);
    }
  }
}
