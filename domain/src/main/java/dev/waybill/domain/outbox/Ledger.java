package dev.waybill.domain.outbox;

import dev.waybill.domain.connector.ConnectorId;
import java.util.List;

/**
 * Proves that nothing was lost. All lines of one answer come from one snapshot of the store. Cheap:
 * looks running totals up and adds only the newest rows together, whatever lies behind them; {@link
 * LedgerAudit} counts everything.
 */
public interface Ledger {
  /** One line for each connector that ever had a lane, deleted ones too. */
  List<Line> lines();

  /**
   * One connector's account.
   *
   * @param accepted events its sources took in since its lanes began
   * @param waiting events after the lanes' positions, counted for themselves and never by
   *     subtraction
   * @param witnessed whether the second witnesses agree: the rows of retrying, dead and expired
   *     events with their totals, as far as they are counted, and of the newest settlements the
   *     totals, every call with a settlement, and every settlement with a call or, where it made
   *     none, with a row that says so
   */
  record Line(
      ConnectorId connector,
      String name,
      long accepted,
      long delivered,
      long dead,
      long expired,
      long filtered,
      long retrying,
      long waiting,
      boolean witnessed) {

    /** What the equation leaves unexplained; 0 in a healthy ledger. */
    public long unexplained() {
      return accepted - delivered - dead - expired - filtered - retrying - waiting;
    }

    public boolean balanced() {
      return unexplained() == 0 && witnessed;
    }
  }
}
