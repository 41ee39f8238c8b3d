package dev.waybill.tiktok;

import dev.waybill.domain.destination.Call;
import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.Halving;
import dev.waybill.domain.destination.Halving.Reach;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One connector's way to TikTok. */
final class TikTokDestination implements Destination {
  private final TikTokSettings settings;
  private final TikTokApi api;
  private final DestinationContext context;

  TikTokDestination(TikTokSettings settings, TikTokApi api, DestinationContext context) {
    this.settings = settings;
    this.api = api;
    this.context = context;
  }

  @Override
  public boolean accepts(EventSource source) {
    return settings.sourceIds().containsKey(source);
  }

  @Override
  public Duration acceptanceWindow(EventSource source) {
    var window = settings.acceptanceWindows().get(source);
    return window == null ? Destination.super.acceptanceWindow(source) : window;
  }

  @Override
  public DeliveryReport deliver(List<OutboundEvent> batch) {
    var delivery = new Delivery(batch);
    bySource(batch).forEach(delivery::send);
    return delivery.report();
  }

  private static Map<EventSource, List<Integer>> bySource(List<OutboundEvent> batch) {
    var groups = new EnumMap<EventSource, List<Integer>>(EventSource.class);
    for (int i = 0; i < batch.size(); i++) {
      groups.computeIfAbsent(batch.get(i).source(), _ -> new ArrayList<>()).add(i);
    }
    return groups;
  }

  @Override
  public Probe probe() {
    return new TikTokProbe(settings, api, context).run();
  }

  @Override
  public void close() {
    api.close();
  }

  /** The calls of one batch; each event is written once, however often it is sent. */
  private final class Delivery {
    private final List<byte[]> events;
    private final Halving halving;
    private final List<Call> calls = new ArrayList<>();

    Delivery(List<OutboundEvent> batch) {
      events = batch.stream().map(this::write).toList();
      halving = new Halving(batch.size());
    }

    /** Whatever the mapping did, event_id travels: by it TikTok drops what it gets twice. */
    private byte[] write(OutboundEvent event) {
      var payload = event.payload();
      return context
          .json()
          .write(
              payload.string("event_id") == null
                  ? payload.with("event_id", Json.of(event.id().value()))
                  : payload);
    }

    void send(EventSource source, List<Integer> positions) {
      var id = settings.sourceIds().get(source);
      if (id == null) {
        halving.send(List.of(positions), _ -> nowhereToGo(source));
        return;
      }
      var envelope = new Envelope(source, id, settings.testEventCode(), context.json());
      halving.send(envelope.calls(positions, events), some -> call(envelope, some));
    }

    private static Halving.Answer nowhereToGo(EventSource source) {
      return new Halving.Answer.Stopped(
          new Outcome.Blocked(
              "no_event_source_id", "The connector has no id for " + source.wire() + " events."),
          Reach.GROUP);
    }

    private Halving.Answer call(Envelope envelope, List<Integer> positions) {
      var body = envelope.around(positions.stream().map(events::get).toList());
      var began = context.clock().instant();
      var answer = api.track(body);
      calls.add(
          new Call(
              positions,
              answer.status(),
              answer.code(),
              answer.message(),
              answer.requestId(),
              began,
              Duration.between(began, context.clock().instant())));
      return Verdict.of(answer, positions);
    }

    DeliveryReport report() {
      return new DeliveryReport(halving.outcomes(), calls);
    }
  }
}
