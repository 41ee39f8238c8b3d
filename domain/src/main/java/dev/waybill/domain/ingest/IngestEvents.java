package dev.waybill.domain.ingest;

import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.source.SourceId;
import java.util.List;
import java.util.Optional;

/** Takes events in. Safe for use by many threads. */
public interface IngestEvents {
  /** The open source this write key opens, to be asked before a body is read. */
  Optional<SourceId> opens(Secret writeKey);

  /**
   * Checks each item, appends the good ones and returns once they are durable. One bad item never
   * fails its neighbours.
   *
   * @param items at most {@link EventSlicer#MAX_ITEMS}
   * @return one answer for each item, in order
   * @throws dev.waybill.domain.StoreUnavailableException when it is not known which are durable;
   *     sending the same request again is safe
   */
  List<Answer> ingest(SourceId source, List<EventItem> items);

  /** What became of one item. */
  sealed interface Answer {
    record Accepted(EventId id) implements Answer {}

    record Duplicate(EventId id) implements Answer {}

    record Rejected(List<Problem> problems) implements Answer {
      public Rejected {
        problems = List.copyOf(problems);
      }
    }
  }
}
