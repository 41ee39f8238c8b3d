package dev.waybill.webhook;

import dev.waybill.destination.http.HttpPeer;
import dev.waybill.destination.http.Receiver.Resolver;
import dev.waybill.destination.tck.PeerAnswer;
import dev.waybill.destination.tck.ScriptedPeer;
import dev.waybill.destination.tck.ScriptedPeer.Reaction;
import dev.waybill.destination.tck.ScriptedPeer.Request;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.DestinationConfiguration;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.json.JacksonCodec;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/** A webhook before a receiver on 127.0.0.1 that takes everything, at a time that stands still. */
final class WebhookBench implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-09-21T14:13:20Z");

  final WebhookDialect dialect = new WebhookDialect();
  final ScriptedPeer peer = new ScriptedPeer(_ -> new Reaction.Say(status(200)));
  final Destination webhook;

  private WebhookBench(String host, String allowPrivate, Resolver resolver) {
    var patience = new HttpPeer.Patience(dialect.patience(), dialect.patience());
    var url = "http://" + host + ":" + peer.uri().getPort() + "/hook?shop=1";
    webhook =
        new WebhookProvider(patience, resolver)
            .open(
                new DestinationConfiguration(
                    JsonObject.builder().put("url", url).build(), dialect.credential()),
                new DestinationContext(
                    new JacksonCodec(),
                    () -> NOW,
                    new Random(1),
                    Map.of("allow_private_addresses", allowPrivate)));
  }

  /** Private addresses are allowed, as a test on one machine needs it. */
  static WebhookBench open() {
    return new WebhookBench("127.0.0.1", "true", _ -> new InetAddress[0]);
  }

  /** As installed: public addresses alone; names stand for what the resolver says. */
  static WebhookBench asInstalled(String host, Resolver resolver) {
    var setting =
        new WebhookProvider().spec().installationSettings().get("allow_private_addresses");
    return new WebhookBench(host, Objects.requireNonNull(setting).defaultValue(), resolver);
  }

  static PeerAnswer status(int status) {
    return new PeerAnswer(status, Map.of(), "");
  }

  void answer(PeerAnswer answer) {
    peer.follow(_ -> new Reaction.Say(answer));
  }

  List<Outcome> deliver(String... ids) {
    return webhook.deliver(Stream.of(ids).map(dialect::event).toList()).outcomes();
  }

  String header(Request request, String name) {
    return Objects.requireNonNull(request.headers().get(name)).getFirst();
  }

  @Override
  public void close() {
    webhook.close();
    peer.close();
  }
}
