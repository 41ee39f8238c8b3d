package dev.waybill.tiktok;

/**
 * How many events a call of one connector may begin with. Halving begins anew with every delivery:
 * where the token has room for fewer calls at a time than it takes, nothing would ever be decided.
 * For many threads.
 */
final class CallSize {
  private volatile int most = Envelope.MAX_EVENTS;

  int most() {
    return most;
  }

  /**
   * A delivery had no room for another call.
   *
   * @param refused the smallest call of it that was refused whole
   */
  void interrupted(int refused) {
    most = Math.max(1, refused / 2);
  }

  void grow() {
    most = Math.min(Envelope.MAX_EVENTS, most * 2);
  }
}
