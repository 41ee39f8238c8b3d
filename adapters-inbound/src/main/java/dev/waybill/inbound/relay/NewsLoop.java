package dev.waybill.inbound.relay;

import dev.waybill.domain.outbox.Arrivals.News;
import dev.waybill.domain.source.SourceId;
import dev.waybill.inbound.loop.Loop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks once for all connectors of the node what there is to deliver, and wakes those it is about.
 * What this node itself took in wakes them earlier.
 */
final class NewsLoop {
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final NodeSeat seat;
  private final Crew crew;
  private Map<SourceId, Long> heads = new HashMap<>();

  private NewsLoop(NodeSeat seat, Crew crew) {
    this.seat = seat;
    this.crew = crew;
  }

  static Loop of(NodeSeat seat, Crew crew) {
    return new Loop("relay-news", new NewsLoop(seat, crew)::ask, AFTER_FAILURE);
  }

  private Duration ask() {
    tell(seat.arrivals().news());
    return seat.news();
  }

  private void tell(News news) {
    var grown = grown(news.heads());
    heads = new HashMap<>(news.heads());
    for (var worker : crew.all()) {
      if (news.due().contains(worker.id()) || worker.listensToAny(grown)) {
        worker.wake();
      }
    }
  }

  private Set<SourceId> grown(Map<SourceId, Long> now) {
    return now.entrySet().stream()
        .filter(head -> !head.getValue().equals(heads.get(head.getKey())))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
