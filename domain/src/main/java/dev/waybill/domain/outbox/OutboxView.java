package dev.waybill.domain.outbox;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.source.SourceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looking at the outbox without touching it, within a time limit: every call may throw {@link
 * dev.waybill.domain.StoreUnavailableException}. Most of it looks up what it shows. A list of
 * delivered events walks back over those in between that were not delivered, and one of filtered
 * events looks through every settlement of retries that filtered some.
 */
public interface OutboxView {
  /** One line for each connector that is not deleted. */
  List<Backlog> backlogs();

  /**
   * The connector's events with that verdict, newest first.
   *
   * @param before only events older than this place in the list, as {@link Page#next} gave it; null
   *     for the first page
   * @param limit 1 to 1,000
   * @return empty when there is no such connector
   * @throws IllegalArgumentException when {@code before} is nothing that {@link Page#next} gives,
   *     or the limit is out of its range
   */
  Optional<Page> events(ConnectorId connector, Verdict verdict, @Nullable String before, int limit);

  /** The events with that id, in every source, oldest first; of more than 100 the newest 100. */
  List<Story> stories(EventId id);

  /**
   * How far a connector is behind.
   *
   * @param oldestWaiting when the first waiting event was received; null when none waits
   * @param oldest from when the first windows of what waits or is retried run
   */
  record Backlog(
      ConnectorId connector,
      String name,
      long waiting,
      long retrying,
      @Nullable Instant oldestWaiting,
      Oldest oldest) {}

  /**
   * From when windows run. Of a commit that is partly delivered all events count, so it may be
   * earlier than need be, and never later.
   *
   * @param happened when the oldest event of each event source happened; absent where there is none
   * @param received when the oldest event was received of which neither is known, because an
   *     earlier version stored it; null when there is none
   * @param uncertain since when the platform may have the first of the events it was sent and did
   *     not answer for; null when there is none
   */
  record Oldest(
      Map<EventSource, Instant> happened, @Nullable Instant received, @Nullable Instant uncertain) {
    /** Nothing waits and nothing is retried. */
    public static final Oldest NONE = new Oldest(Map.of(), null, null);

    public Oldest {
      happened = Map.copyOf(happened);
    }
  }

  /**
   * Part of a list.
   *
   * @param next where the next page begins; null at the end
   */
  record Page(List<Item> items, @Nullable String next) {
    public Page {
      items = List.copyOf(items);
    }
  }

  /**
   * One event in a list.
   *
   * @param payload what was received as UTF-8 JSON; null for a dead letter whose payload is past
   *     its time
   */
  @SuppressWarnings("ArrayRecordComponent") // read once and rendered
  record Item(
      SourceId source,
      long seq,
      EventKey key,
      byte @Nullable [] payload,
      Instant receivedAt,
      Fate fate) {}

  /**
   * What became of an event at a connector.
   *
   * @param code why it is not delivered; null where there is nothing to explain
   * @param at when that was settled; null while it waits
   * @param nextAttempt when a retrying event is tried again
   */
  record Fate(
      Verdict verdict,
      int attempts,
      @Nullable String code,
      @Nullable String message,
      @Nullable Instant at,
      @Nullable Instant nextAttempt) {}

  /**
   * What was received, and what became of it everywhere.
   *
   * @param payload null when it is past its time
   */
  @SuppressWarnings("ArrayRecordComponent") // read once and rendered
  record Story(
      SourceId source,
      long seq,
      EventKey key,
      byte @Nullable [] payload,
      Instant receivedAt,
      List<Chapter> chapters) {
    public Story {
      chapters = List.copyOf(chapters);
    }
  }

  /** The story at one connector, with each call that carried the event, oldest first. */
  record Chapter(ConnectorId connector, String connectorName, Fate fate, List<SettledCall> calls) {
    public Chapter {
      calls = List.copyOf(calls);
    }
  }
}
