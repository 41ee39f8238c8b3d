package dev.waybill.tiktok.simulator;

/**
 * A set of 128-bit hashes in flat arrays, about 32 bytes a key at worst, so that tens of millions
 * fit. Split in segments that grow one at a time, because doubling one big table would need half as
 * much memory again. Not thread-safe.
 */
final class KeySet {
  private static final int SEGMENTS = 64;
  private static final int MOST_SLOTS = 1 << 20;

  private final Segment[] segments = new Segment[SEGMENTS];

  KeySet() {
    for (int i = 0; i < SEGMENTS; i++) {
      segments[i] = new Segment();
    }
  }

  /** Whether the key is new. */
  boolean add(long high, long low) {
    // Zero marks a free slot.
    long marked = high == 0 && low == 0 ? 1 : low;
    return segments[(int) (high >>> 58)].add(high, marked);
  }

  private static final class Segment {
    private long[] table = new long[2 * 64];
    private int size;

    private boolean add(long high, long low) {
      if (size * 4L > table.length / 2 * 3L) {
        grow();
      }
      int slot = slotOf(high, low);
      if (table[slot] == high && table[slot + 1] == low) {
        return false;
      }
      table[slot] = high;
      table[slot + 1] = low;
      size++;
      return true;
    }

    /** Where the key is, or the free slot where it belongs. */
    private int slotOf(long high, long low) {
      int mask = table.length - 2;
      int slot = ((int) low << 1) & mask;
      while ((table[slot] != 0 || table[slot + 1] != 0)
          && (table[slot] != high || table[slot + 1] != low)) {
        slot = (slot + 2) & mask;
      }
      return slot;
    }

    private void grow() {
      if (table.length / 2 >= MOST_SLOTS) {
        throw new IllegalStateException(
            "key set: full, wanted at most about " + (long) MOST_SLOTS * SEGMENTS * 3 / 4);
      }
      var old = table;
      table = new long[old.length * 2];
      for (int i = 0; i < old.length; i += 2) {
        if (old[i] != 0 || old[i + 1] != 0) {
          int slot = slotOf(old[i], old[i + 1]);
          table[slot] = old[i];
          table[slot + 1] = old[i + 1];
        }
      }
    }
  }
}
