package dev.waybill.persistence;

import dev.waybill.domain.StoreUnavailableException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away, or too busy to answer in time, from a bug of ours. */
final class Failures {
  /** Classes of SQLSTATE: connection, resources, operator's intervention, system error. */
  private static final Set<String> AWAY_CLASSES = Set.of("08", "53", "57", "58");

  /**
   * Read-only transaction (a standby), idle timeout, serialization failure, deadlock, and a lock
   * not available in time.
   */
  private static final Set<String> AWAY_STATES =
      Set.of("25006", "25P03", "40001", "40P01", "55P03");

  /** A lock not available in time, and a statement that took too long. */
  private static final Set<String> HELD_UP = Set.of("55P03", "57014");

  private Failures() {}

  static RuntimeException translate(RuntimeException failure) {
    return isAway(failure)
        ? new StoreUnavailableException("the database cannot be reached or did not answer", failure)
        : failure;
  }

  static boolean isAway(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException
          || (cause instanceof SQLException sql && isAway(sql.getSQLState()))
          || (cause instanceof SQLException && cause.getCause() instanceof IOException)) {
        return true;
      }
    }
    return false;
  }

  /** Whether others held locks for longer than was to be waited, for one of them or for all. */
  static boolean isHeldUp(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && HELD_UP.contains(String.valueOf(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAway(@Nullable String state) {
    return state != null
        && state.length() == 5
        && (AWAY_CLASSES.contains(state.substring(0, 2)) || AWAY_STATES.contains(state));
  }
}
