package dev.waybill.domain.search;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.outbox.OutboxView.Fate;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.source.SourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads exceptions and the log piece by piece, newest first. What a call costs is bounded by its
 * count. Safe for use by many threads; may throw {@link
 * dev.waybill.domain.StoreUnavailableException}.
 */
public interface EventScan {
  /**
   * The next exceptions.
   *
   * @param connector null for those of every connector that is not deleted
   * @param before only those after this place
   */
  List<Candidate> exceptions(
      @Nullable ConnectorId connector, Set<Verdict> verdicts, Place before, int count);

  /**
   * The place before which everything was received that was received by then, as far as commits of
   * that time are kept; {@link Place#NEWEST} where that cannot be told.
   */
  Place at(Instant time);

  /** Whole commits of a time; empty when there is no such source. */
  Optional<Stretch> stretch(SourceId source, Instant from, Instant to);

  /**
   * The next events of a stretch.
   *
   * @param before only those with lower numbers
   * @param containing only those are returned whose payload contains these bytes
   */
  Piece log(SourceId source, long after, long before, byte[] containing, int count);

  /** How many events a source took in with numbers after low, up to and including high. */
  long events(SourceId source, long low, long high);

  /** A place in the list of exceptions, which falls by number and then by lane. */
  record Place(long seq, int lane) {
    public static final Place NEWEST = new Place(Long.MAX_VALUE, 0);
  }

  /**
   * An exception.
   *
   * @param payload null when it is past its time
   */
  @SuppressWarnings("ArrayRecordComponent") // read once
  record Candidate(
      Place place,
      ConnectorId connector,
      String connectorName,
      SourceId source,
      EventKey key,
      byte @Nullable [] payload,
      Instant receivedAt,
      Fate fate) {}

  /** Numbers after {@code after} up to and including {@code to}, and how many events have them. */
  record Stretch(long after, long to, long events) {}

  /**
   * What was read.
   *
   * @param lowest the lowest number that was read; where nothing was left, that of {@code after}
   */
  record Piece(List<Logged> found, int read, long lowest) {
    public Piece {
      found = List.copyOf(found);
    }
  }

  /** An event of the log. */
  @SuppressWarnings("ArrayRecordComponent") // read once
  record Logged(long seq, EventKey key, byte[] payload, Instant receivedAt) {}
}
