package dev.waybill.domain.outbox;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.OutboxView.Fate;
import dev.waybill.domain.source.SourceId;
import java.time.Instant;
import java.util.List;

/**
 * The end of a source's log, to be followed. Looks up what it shows, within a time limit: every
 * call may throw {@link dev.waybill.domain.StoreUnavailableException}. A source that is not there
 * has no events.
 */
public interface EventTail {
  /** The most events a call gives. */
  int LONGEST = 100;

  /**
   * The newest events, oldest first.
   *
   * @param limit 1 to {@link #LONGEST}
   */
  List<Arrived> newest(SourceId source, int limit);

  /**
   * The next events after that number, oldest first. No event with a smaller number comes later.
   *
   * @param limit 1 to {@link #LONGEST}
   */
  List<Arrived> after(SourceId source, long seq, int limit);

  /**
   * One event, and what has become of it by now.
   *
   * @param payload what was received as UTF-8 JSON
   */
  @SuppressWarnings("ArrayRecordComponent") // read once and rendered
  record Arrived(long seq, byte[] payload, Instant receivedAt, List<Standing> standings) {
    public Arrived {
      standings = List.copyOf(standings);
    }
  }

  /** What has become of it at one connector. */
  record Standing(ConnectorId connector, String name, Fate fate) {}
}
