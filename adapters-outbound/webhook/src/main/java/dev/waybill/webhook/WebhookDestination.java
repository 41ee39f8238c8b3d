package dev.waybill.webhook;

import dev.waybill.destination.http.HttpPeer;
import dev.waybill.destination.http.Receiver;
import dev.waybill.domain.destination.Call;
import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.Halving;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.OutboundRequest;
import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Posts batches to one URL and reads what the receiver makes of them. */
final class WebhookDestination implements Destination {
  private final Target target;
  private final DestinationContext context;
  private final Receiver receiver;
  private final ReceiverVerdict verdict;

  WebhookDestination(Target target, DestinationContext context, Receiver receiver) {
    this.target = target;
    this.context = context;
    this.receiver = receiver;
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
    var began = context.clock().instant();
    var answer = receiver.send(target.url(), target.post(body(events), began));
    var read = verdict.of(answer, events);
    if (answer instanceof Receiver.Answer.Heard(var reply)) {
      calls.add(
          new Call(
              positions,
              reply instanceof HttpPeer.Reply.Answer said ? said.status() : null,
              read.code(),
              read.message(),
              null,
              began,
              Duration.between(began, context.clock().instant())));
    }
    return read.answer();
  }

  private byte[] body(List<OutboundEvent> events) {
    return context.json().write(array(events));
  }

  private static JsonArray array(List<OutboundEvent> events) {
    return events.stream().map(WebhookDestination::item).collect(JsonArray.collector());
  }

  private static Json item(OutboundEvent event) {
    return JsonObject.builder()
        .put("event_id", event.id().value())
        .put("event_source", event.source().wire())
        .put("payload", event.payload())
        .build();
  }

  @Override
  public Optional<OutboundRequest> preview(OutboundEvent event) {
    var events = List.of(event);
    var headers = target.maskedHeaders(body(events), context.clock().instant());
    return Optional.of(new OutboundRequest("POST", target.url(), headers, array(events)));
  }

  @Override
  public Probe probe() {
    var request = target.post(body(List.of()), context.clock().instant());
    return verdict.ofProbe(receiver.send(target.url(), request.header("Webhook-Probe", "true")));
  }

  @Override
  public void close() {
    receiver.close();
  }
}
