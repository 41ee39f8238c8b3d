package dev.waybill.domain.outbox;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.Settlement.Scope.Range;
import dev.waybill.domain.source.SourceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connector's way through one source.
 *
 * @param position the low mark: every event up to and including this number is settled
 * @param end the last number that belongs to the lane, or {@link #OPEN} while the connector is
 *     subscribed
 * @param ahead what is settled after the position, with something unsettled before it; ascending,
 *     apart from each other
 * @param replay what it carries is sent once more and has its verdict already; null for a lane whose
 *     settlements are verdicts
 */
public record Lane(
    LaneId id,
    ConnectorId connector,
    SourceId source,
    long position,
    long end,
    List<Span> ahead,
    @Nullable Replayed replay) {
  public static final long OPEN = Long.MAX_VALUE;

  public Lane {
    ahead = List.copyOf(ahead);
  }

  public Lane(
      LaneId id,
      ConnectorId connector,
      SourceId source,
      long position,
      long end,
      List<Span> ahead) {
    this(id, connector, source, position, end, ahead, null);
  }

  /**
   * How a lane that is sent once more may go on.
   *
   * @param running false when nothing new is to be sent for it
   * @param perSecond the most events a second; null for as many as the platform takes
   */
  public record Replayed(boolean running, @Nullable Integer perSecond) {}

  /** The same lane, of a replay. */
  public Lane of(Replayed how) {
    return new Lane(id, connector, source, position, end, ahead, how);
  }

  /** Numbers after {@code after} up to and including {@code to}. */
  public record Span(long after, long to) {
    boolean overlaps(Range range) {
      return after < range.to() && range.after() < to;
    }
  }

  /** Whether nothing of that range is settled, and all of it belongs to the lane. */
  public boolean isOpen(Range range) {
    return range.after() >= position
        && range.to() <= end
        && ahead.stream().noneMatch(span -> span.overlaps(range));
  }

  /**
   * The lane once that range is settled too: the position moves over everything that is settled
   * without a gap, and no further.
   *
   * @throws IllegalStateException when the range does not fit, which is a bug of the caller
   */
  public Lane settled(Range range) {
    if (!isOpen(range)) {
      throw new IllegalStateException(
          "%s: %d to %d does not fit a lane at %d that ends at %d"
              .formatted(id, range.after(), range.to(), position, end));
    }
    var spans = new ArrayList<>(ahead);
    spans.add(new Span(range.after(), range.to()));
    spans.sort(Comparator.comparingLong(Span::after));
    return from(position, spans);
  }

  /**
   * The lane once everything up to and including that number is settled, whatever it was before.
   */
  public Lane settledUpTo(long number) {
    return from(Math.max(position, Math.min(number, end)), ahead);
  }

  private Lane from(long start, List<Span> settled) {
    var spans = new ArrayList<>(settled);
    long low = start;
    while (!spans.isEmpty() && spans.getFirst().after() <= low) {
      low = Math.max(low, spans.removeFirst().to());
    }
    return new Lane(id, connector, source, low, end, spans, replay);
  }
}
