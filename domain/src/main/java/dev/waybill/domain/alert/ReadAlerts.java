package dev.waybill.domain.alert;

import java.util.List;

/** What calls for an operator, on whichever node it was found. Safe for use by many threads. */
@FunctionalInterface
public interface ReadAlerts {
  /**
   * What fires, the newest first, then what was resolved within a day, the newest first. What is
   * pending is not shown.
   *
   * @throws dev.waybill.domain.StoreUnavailableException when the store is away
   */
  List<Alert> alerts();
}
