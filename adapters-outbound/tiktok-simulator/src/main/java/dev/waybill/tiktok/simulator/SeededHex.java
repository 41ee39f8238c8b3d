package dev.waybill.tiktok.simulator;

import java.util.HexFormat;
import java.util.Random;

/**
 * Hex digits that come in the same order for the same seed. Each purpose has its own sequence, so
 * that asking for one kind more often does not change another kind.
 */
final class SeededHex {
  private final Random random;

  SeededHex(long seed, String purpose) {
    random = new Random(seed * 31 + purpose.hashCode());
  }

  synchronized String next(int bytes) {
    var drawn = new byte[bytes];
    random.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }
}
