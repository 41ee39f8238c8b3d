package dev.waybill.domain.activity;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What went in and out, looked up by time. The cost of a call depends on the number of buckets,
 * connectors and sources, and never on the number of events: running totals are subtracted. Times
 * are the store's. Safe for use by many threads; every call may throw {@link
 * dev.waybill.domain.StoreUnavailableException}.
 */
public interface ReadActivity {
  /** Empty when there is no such connector. */
  Optional<Activity> of(ConnectorId connector, Span span);

  /** All connectors that are not deleted, together. */
  Activity all(Span span);

  /** What each source took in; only those that took in something. */
  List<Intake> intake(Span span);

  /**
   * Why events failed and calls were not answered as they should.
   *
   * @param connector null for all of them
   */
  Errors errors(@Nullable ConnectorId connector, Span span);

  /** The last five minutes of each connector that is not deleted. */
  List<Recent> recent();

  /**
   * What a source took in.
   *
   * @param accepted one count for each bucket, as {@link Activity} has them
   */
  record Intake(SourceId source, String name, List<Long> accepted) {
    public Intake {
      accepted = List.copyOf(accepted);
    }
  }

  /**
   * Codes over time.
   *
   * @param counts by code, one count for each bucket: events that died or expired, and calls that
   *     got no answer or one outside 2xx
   * @param whole whether everything was counted; else only the newest of each lane were
   */
  record Errors(Instant from, SortedMap<String, List<Long>> counts, boolean whole) {
    public Errors {
      counts = new TreeMap<>(counts);
    }
  }

  /**
   * @param accepted what the connector's sources took in
   */
  record Recent(
      ConnectorId connector,
      long accepted,
      long delivered,
      long dead,
      long expired,
      long filtered) {}

  /** What {@link #recent} is about. */
  Duration RECENT = Duration.ofMinutes(5);
}
