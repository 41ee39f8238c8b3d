package dev.waybill.domain.replay;

import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.relay.WindowLengths;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * A connector's windows as seen from one moment.
 *
 * @param accepted by event source that is sent: what happened before that is too old to count
 * @param deduplicated what the platform took before that it no longer drops when it comes again
 */
public record Cutoffs(Map<EventSource, Instant> accepted, Instant deduplicated) {
  public Cutoffs {
    accepted = Map.copyOf(accepted);
  }

  public static Cutoffs of(WindowLengths lengths, Instant now) {
    var accepted = new EnumMap<EventSource, Instant>(EventSource.class);
    lengths.acceptance().forEach((source, window) -> accepted.put(source, before(now, window)));
    return new Cutoffs(accepted, before(now, lengths.deduplication()));
  }

  private static Instant before(Instant now, Duration window) {
    try {
      var start = now.minus(window);
      return start.isBefore(Instant.EPOCH) ? Instant.EPOCH : start;
    } catch (DateTimeException | ArithmeticException _) {
      // A window without end.
      return Instant.EPOCH;
    }
  }
}
