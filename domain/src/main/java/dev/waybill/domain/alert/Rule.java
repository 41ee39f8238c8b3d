package dev.waybill.domain.alert;

import java.util.Locale;

/** What can fire. */
public enum Rule {
  /** A connector lost its credential, or the platform refuses its configuration. */
  CONNECTOR_PARKED,
  /** The oldest waiting event of a connector waits for too long. */
  WAITING_TOO_LONG,
  /** Too large a share of what a connector settles is dead. */
  DEAD_SHARE,
  /** Events of a connector expire soon. */
  EXPIRES_SOON,
  /** The ledger of a connector does not balance. */
  LEDGER_REMAINDER,
  /** The ring of the log is nearly full. */
  LOG_RING,
  /** The database is near its disk budget, or has reached it. */
  DISK_BUDGET;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
