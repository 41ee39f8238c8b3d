package dev.waybill.domain.relay;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.OutboxView.Backlog;
import dev.waybill.domain.outbox.Retention;
import dev.waybill.domain.outbox.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far each connector is behind, and until when that costs nothing. Safe for use by many
 * threads; may throw {@link dev.waybill.domain.StoreUnavailableException}.
 */
public interface ReadBacklogs {
  /** One line for each connector that is not deleted. */
  List<BacklogUntil> until();

  /**
   * How old an event of the connector may get: the shortest acceptance window of its active
   * configuration, or the retention of the log where that is shorter or no window is known.
   */
  AgeLimit ageLimit(ConnectorId connector);

  /** How the log behind them stands, and what it is kept by. */
  LogStatus log();

  /**
   * @param firstExpiry when the first event of the backlog expires if nothing is delivered, by its
   *     window or because it leaves the log; it may be in the past for what will expire at its
   *     turn, and a little early. Null when nothing waits, or when nothing of it expires
   */
  record BacklogUntil(Backlog backlog, @Nullable FirstExpiry firstExpiry) {}

  /** When something expires, and what for. */
  record FirstExpiry(Instant at, Cause cause) {}

  /** After what time something expires, and what for. */
  record AgeLimit(Duration age, Cause cause) {}

  /** Why an event expires. */
  enum Cause {
    /** The platform would not count it any more. */
    WINDOW,
    /** It leaves the log, at the earliest then. */
    RETENTION;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The log's state with the policy that it is kept by. */
  record LogStatus(Retention.State state, RetentionPolicy policy) {}
}
