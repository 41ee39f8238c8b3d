package dev.waybill.domain.search;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.outbox.OutboxView.Fate;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds events by what is known of them. Nothing is indexed by content, so every call looks through
 * a bounded number of events, for about {@link #STEP}, and gives a cursor to go on from; a call may
 * find nothing and still not be at the end. Safe for use by many threads; may throw {@link
 * dev.waybill.domain.StoreUnavailableException}.
 */
public interface SearchEvents {
  /** For how long one call looks. */
  Duration STEP = Duration.ofMillis(150);

  /** The longest stretch of the log that is searched. */
  Duration LONGEST_STRETCH = Duration.ofHours(24);

  /** The most events a call returns. */
  int LONGEST_PAGE = 1_000;

  /**
   * Among the exceptions, newest first by number.
   *
   * @param cursor as an earlier page of the same search gave it; null for the first page
   * @throws IllegalArgumentException when no page gave that cursor, or the limit is out of range
   */
  Page exceptions(Query query, @Nullable String cursor, int limit);

  /**
   * In a stretch of one source's log, newest first, by {@code properties.order_id}.
   *
   * @return empty when there is no such source
   * @throws IllegalArgumentException as above
   */
  Optional<LogPage> log(LogQuery query, @Nullable String cursor, int limit);

  /**
   * Which exceptions are looked for; null is any.
   *
   * @param verdicts of retrying, dead and expired at least one
   * @param code the code of the failure
   * @param event the event's name
   * @param orderId {@code properties.order_id}
   * @param from when it was received at the earliest
   * @param to before when it was received
   */
  record Query(
      @Nullable ConnectorId connector,
      Set<Verdict> verdicts,
      @Nullable String code,
      @Nullable String event,
      @Nullable String orderId,
      @Nullable Instant from,
      @Nullable Instant to) {
    /** What can be searched. */
    public static final Set<Verdict> EXCEPTIONS =
        Set.of(Verdict.RETRYING, Verdict.DEAD, Verdict.EXPIRED);

    public Query {
      verdicts = Set.copyOf(verdicts);
      if (verdicts.isEmpty() || !EXCEPTIONS.containsAll(verdicts)) {
        throw new IllegalArgumentException("search: wanted some of retrying, dead, expired");
      }
    }
  }

  /** Which events of the log are looked for. */
  record LogQuery(SourceId source, String orderId, Instant from, Instant to) {
    public LogQuery {
      if (orderId.isEmpty()) {
        throw new IllegalArgumentException("search: wanted an order id");
      }
      if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST_STRETCH) > 0) {
        throw new IllegalArgumentException("search: wanted from before to, at most a day apart");
      }
    }
  }

  /**
   * Part of what was found.
   *
   * @param next where to go on; null at the end
   * @param scanned how many exceptions this call looked at
   * @param reached when the last of them was received; null when there was none
   */
  record Page(List<Hit> hits, @Nullable String next, int scanned, @Nullable Instant reached) {
    public Page {
      hits = List.copyOf(hits);
    }
  }

  /**
   * Part of what was found.
   *
   * @param scanned how many events of the stretch have been looked at so far, by all calls
   * @param events how many the stretch holds
   */
  record LogPage(List<Sighting> found, @Nullable String next, long scanned, long events) {
    public LogPage {
      found = List.copyOf(found);
    }
  }

  /**
   * An exception.
   *
   * @param name the event's name; null when its payload is past its time, as is its id
   */
  record Hit(
      ConnectorId connector,
      String connectorName,
      SourceId source,
      EventKey key,
      @Nullable String eventId,
      @Nullable String name,
      Instant receivedAt,
      Fate fate) {}

  /** An event of the log. What became of it, its story tells. */
  record Sighting(
      EventKey key, @Nullable String eventId, @Nullable String name, Instant receivedAt) {}
}
