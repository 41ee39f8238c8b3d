package dev.waybill.domain.monitor;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.Ledger;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A degraded state: something works worse than it should, or will soon.
 *
 * @param connector the one it is about; null when it is about the whole installation
 * @param since when this node saw it first without a break
 * @param what what happened, for people; ids and figures, no personal data
 */
public record Condition(Kind kind, @Nullable ConnectorId connector, Instant since, String what) {

  /** What to do about it, for people. */
  public String remedy() {
    return kind.remedy();
  }

  /** What is wrong with a line of the ledger: the same words here and in the alert. */
  public static String unbalanced(Ledger.Line line) {
    return line.unexplained() == 0
        ? "The ledger's second witnesses do not agree."
        : "The ledger leaves %d events unexplained.".formatted(line.unexplained());
  }

  /** What can be worse than it should. */
  public enum Kind {
    /** This node has no connection to the database. */
    DATABASE(
        "The database does not answer.",
        "See whether PostgreSQL runs and can be reached from here. Events are refused with 503 until"
            + " then; nothing that was accepted is lost."),
    /** This node may not send. */
    LEASE(
        "The node's lease is over; it sends nothing.",
        "It comes back with the database. If the database answers, restart this node."),
    /** What should leave the log does not. */
    LOG_RING(
        "The ring of the log is nearly full.",
        "Look for a long-running transaction in pg_stat_activity, a pg_dump or a report, and end it."),
    /** This node's clock is not the database's. */
    CLOCK(
        "The node's clock differs from the database's.",
        "Set both machines' clocks by NTP. Until then this node goes by the database's."),
    /** The database comes near its budget. */
    DISK(
        "The database is near its disk budget.",
        "Raise WAYBILL_DISK_BUDGET if the disk has room, or mend the connectors that hold events back."
            + " At the budget events are refused with 503."),
    /** The ledger does not balance. */
    LEDGER(
        "The ledger does not balance.",
        "Run ./waybill ledger verify, keep its output and a copy of the database, and report it: this"
            + " is a fault of Waybill."),
    /** Events will leave the log undelivered. */
    EXPIRING(
        "Waiting events leave the log soon.",
        "Mend the connector or raise WAYBILL_RETENTION; what is not delivered by then expires."),
    /** Duplicates are noticed for too short a time. */
    DEDUPLICATION(
        "Duplicates are noticed for less than 48 hours.",
        "Raise WAYBILL_KEY_BUDGET, and give the disk about 100 bytes for each key.");

    private final String title;
    private final String remedy;

    Kind(String title, String remedy) {
      this.title = title;
      this.remedy = remedy;
    }

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** One sentence that tells nothing of what the installation holds. */
    public String title() {
      return title;
    }

    public String remedy() {
      return remedy;
    }
  }
}
