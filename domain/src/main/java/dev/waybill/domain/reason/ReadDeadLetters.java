package dev.waybill.domain.reason;

import dev.waybill.domain.connector.ConnectorId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters by what they died of. Safe for use by many threads; may throw {@link
 * dev.waybill.domain.StoreUnavailableException}.
 */
@FunctionalInterface
public interface ReadDeadLetters {
  /** So many of the newest dead letters of each lane are counted. */
  int COUNTED = 20_000;

  /**
   * The largest groups first.
   *
   * @param connector null for every connector that is not deleted
   */
  Groups groups(@Nullable ConnectorId connector);

  /**
   * @param whole whether all dead letters were counted; else only the newest of each lane were
   */
  record Groups(List<Group> groups, boolean whole) {
    public Groups {
      groups = List.copyOf(groups);
    }
  }

  /**
   * Dead letters of one connector that died of the same.
   *
   * @param pattern the message, with {@code #} for numbers and {@code …} for what stood in quotes
   * @param count how many
   * @param sendable how many of them a replay would send: they have a payload, and the platform
   *     still counts them; null where the connector has no configuration that tells
   * @param soonestEnd when the first of those stops to count; null when there is none
   * @param advice what to do, as a sentence
   */
  record Group(
      ConnectorId connector,
      String connectorName,
      String code,
      String pattern,
      long count,
      @Nullable Long sendable,
      Instant first,
      Instant last,
      @Nullable Instant soonestEnd,
      String advice) {}
}
