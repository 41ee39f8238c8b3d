package dev.waybill.tiktok;

import static java.util.Objects.requireNonNull;

import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.OutboundRequest;
import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One connector's way to TikTok. */
final class TikTokDestination implements Destination {
  private final TikTokSettings settings;
  private final TikTokApi api;
  private final Tracker tracker;
  private final CallSize size = new CallSize();
  private final DestinationContext context;

  TikTokDestination(
      TikTokSettings settings, TikTokApi api, Tracker tracker, DestinationContext context) {
    this.settings = settings;
    this.api = api;
    this.tracker = tracker;
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
    var parcels = batch.stream().map(event -> Parcel.of(event, settings)).toList();
    return new TikTokDelivery(parcels, settings, tracker, size, context).run();
  }

  /** Empty for an event that {@link #deliver} makes no call for. */
  @Override
  public Optional<OutboundRequest> preview(OutboundEvent event) {
    var parcel = Parcel.of(event, settings);
    if (parcel.refusal() != null || !accepts(event.source())) {
      return Optional.empty();
    }
    var body = envelope(parcel.group()).around(List.of(context.json().write(parcel.event())));
    return Optional.of(
        api.shown(context.json().read(body).map(JsonObject.class::cast).orElseThrow()));
  }

  private Envelope envelope(Parcel.Group group) {
    var id = requireNonNull(settings.sourceIds().get(group.source()));
    return new Envelope(group.source(), id, group.testEventCode(), context.json());
  }

  @Override
  public Probe probe() {
    return new TikTokProbe(settings, api, context).run();
  }

  @Override
  public void close() {
    api.close();
  }
}
