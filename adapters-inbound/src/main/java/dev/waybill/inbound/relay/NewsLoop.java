package dev.waybill.inbound.relay;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.outbox.Arrivals.News;
import dev.waybill.domain.source.SourceId;
import dev.waybill.inbound.log.QuietTrace;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks once for all connectors of the node what there is to deliver, and wakes those it is about.
 * What this node itself took in wakes them earlier.
 */
final class NewsLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(NewsLoop.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final NodeSeat seat;
  private final Crew crew;
  private final Wakeup wakeup = new Wakeup();
  private Map<SourceId, Long> heads = new HashMap<>();
  private volatile boolean stopping;

  NewsLoop(NodeSeat seat, Crew crew) {
    this.seat = seat;
    this.crew = crew;
  }

  void stop() {
    stopping = true;
    wakeup.wake();
  }

  @Override
  public void run() {
    try {
      while (!stopping) {
        wakeup.rest(ask());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration ask() {
    try {
      tell(seat.arrivals().news());
      return seat.news();
    } catch (StoreUnavailableException e) {
      LOG.debug("no news now: {}", e.getMessage());
    } catch (Throwable e) {
      complain(e);
    }
    return AFTER_FAILURE;
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

  private static void complain(Throwable thrown) {
    try {
      LOG.error("no news: {}", QuietTrace.of(thrown));
    } catch (VirtualMachineError _) {
      // No memory to say so with; nobody would start this thread again.
    }
  }
}
