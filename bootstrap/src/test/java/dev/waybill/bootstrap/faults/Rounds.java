package dev.waybill.bootstrap.faults;

/** How often a fault is repeated. */
public final class Rounds {
  private static final int FEW = 5;

  private Rounds() {}

  /** The property {@code waybill.faults.rounds}, 5 where it is not set. */
  public static int asked() {
    return Integer.getInteger("waybill.faults.rounds", FEW);
  }

  /** Whether this is the long form, which waits for what takes half a minute. */
  public static boolean areMany() {
    return asked() > FEW;
  }
}
