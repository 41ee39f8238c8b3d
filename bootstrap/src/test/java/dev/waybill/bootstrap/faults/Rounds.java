package dev.waybill.bootstrap.faults;

/** How often a fault is repeated. */
final class Rounds {
  private Rounds() {}

  /** The property {@code waybill.faults.rounds}, 5 where it is not set. */
  static int asked() {
    return Integer.getInteger("waybill.faults.rounds", 5);
  }
}
