package dev.waybill.tiktok.simulator;

/**
 * The keys of the last 48 hours in flat arrays, 16 bytes a slot, so that tens of millions fit: 64
 * bits of hash in one long; 32 more and the second in which the key was first seen in another.
 * Split in segments that grow one at a time, because doubling one big table would need half as much
 * memory again. Not thread-safe.
 */
final class KeySet {
  static final long MERGE_SECONDS = 300;
  static final long FORGET_SECONDS = 48 * 3_600;

  private static final int SEGMENTS = 64;
  private static final int MOST_SLOTS = 1 << 20;
  private static final long SECONDS = 0xffff_ffffL;

  private final Segment[] segments = new Segment[SEGMENTS];

  /** What a key is to the set. */
  enum Sight {
    /** First seen, or forgotten since. */
    NEW,
    /** First seen in the last five minutes. */
    MERGED,
    /** First seen in the last 48 hours. */
    KNOWN
  }

  KeySet() {
    for (int i = 0; i < SEGMENTS; i++) {
      segments[i] = new Segment();
    }
  }

  /**
   * Looks for a key and puts it in if it is new.
   *
   * @param high 64 bits of its hash
   * @param low more bits of it, of which the lowest 32 are used
   * @param second the time, above 0 and below 2^32, not before that of earlier calls
   */
  Sight see(long high, long low, long second) {
    return segments[(int) (high >>> 58)].see(high, low << 32 | second);
  }

  private static boolean isSame(long entry, long other) {
    return (entry ^ other) >>> 32 == 0;
  }

  private static long secondOf(long entry) {
    return entry & SECONDS;
  }

  private static final class Segment {
    private long[] table = new long[2 * 64];
    private int size;

    private Sight see(long high, long entry) {
      if (size * 4L > table.length / 2 * 3L) {
        rebuild(secondOf(entry));
      }
      int slot = slotOf(high, entry);
      long known = table[slot + 1];
      long age = secondOf(entry) - secondOf(known);
      if (known != 0 && age < FORGET_SECONDS) {
        return age > MERGE_SECONDS ? Sight.KNOWN : Sight.MERGED;
      }
      if (known == 0) {
        size++;
      }
      table[slot] = high;
      table[slot + 1] = entry;
      return Sight.NEW;
    }

    /** Where the key is, or the free slot where it belongs. A second is never 0, so no entry is. */
    private int slotOf(long high, long entry) {
      int mask = table.length - 2;
      int slot = ((int) (high ^ high >>> 32) << 1) & mask;
      while (table[slot + 1] != 0 && (table[slot] != high || !isSame(table[slot + 1], entry))) {
        slot = (slot + 2) & mask;
      }
      return slot;
    }

    /** Without what is forgotten by now, and larger if that is still too much. */
    private void rebuild(long now) {
      int kept = 0;
      for (int i = 1; i < table.length; i += 2) {
        kept += isKept(table[i], now) ? 1 : 0;
      }
      boolean grows = kept * 2L > table.length / 2 && table.length / 2 < MOST_SLOTS;
      if (!grows && kept * 4L > table.length / 2 * 3L) {
        throw new IllegalStateException(
            "key set: full, wanted at most about " + (long) MOST_SLOTS * SEGMENTS * 3 / 4);
      }
      var old = table;
      table = new long[grows ? old.length * 2 : old.length];
      size = kept;
      for (int i = 0; i < old.length; i += 2) {
        if (isKept(old[i + 1], now)) {
          int slot = slotOf(old[i], old[i + 1]);
          table[slot] = old[i];
          table[slot + 1] = old[i + 1];
        }
      }
    }

    private static boolean isKept(long entry, long now) {
      return entry != 0 && now - secondOf(entry) < FORGET_SECONDS;
    }
  }
}
