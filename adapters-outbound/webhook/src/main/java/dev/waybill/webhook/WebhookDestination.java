package dev.waybill.webhook;

import dev.waybill.destination.http.HttpPeer;
import dev.waybill.domain.destination.Call;
import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.Halving;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Posts batches to one URL and reads what the receiver makes of them. */
final class WebhookDestination implements Destination {
  private final Target target;
  private final DestinationContext context;
  private final HttpPeer http;
  private final ReceiverVerdict verdict;

  WebhookDestination(Target target, DestinationContext context, HttpPeer http) {
    this.target = target;
    this.context = context;
    this.http = http;
    this.verdict = new ReceiverVerdict(context.json(), target.credential());
  }

  @Override
  public DeliveryReport deliver(List<OutboundEvent> batch) {
    var calls = new ArrayList<Call>();
    var halving = new Halving(batch.size());
    var everything = IntStream.range(0, batch.size()).boxed().toList();
    halving.send(List.of(everything), positions -> send(batch, positions, calls));
    return new DeliveryReport(halving.outcomes(), calls);
  }

  private Halving.Answer send(
      List<OutboundEvent> batch, List<Integer> positions, List<Call> calls) {
    var events = positions.stream().map(batch::get).toList();
    var body = events.stream().map(WebhookDestination::item).collect(JsonArray.collector());
    var began = context.clock().instant();
    var reply = http.send(target.post(context.json().write(body)));
    var read = verdict.of(reply, events);
    calls.add(
        new Call(
            positions,
            reply instanceof HttpPeer.Reply.Answer answer ? answer.status() : null,
            read.code(),
            read.message(),
            null,
            began,
            Duration.between(began, context.clock().instant())));
    return read.answer();
  }

  private static Json item(OutboundEvent event) {
    return JsonObject.builder()
        .put("event_id", event.id().value())
        .put("event_source", event.source().wire())
        .put("payload", event.payload())
        .build();
  }

  @Override
  public Probe probe() {
    var empty = context.json().write(JsonArray.EMPTY);
    return verdict.ofProbe(http.send(target.post(empty).header("Webhook-Probe", "true")));
  }

  @Override
  public void close() {
    http.close();
  }
}
