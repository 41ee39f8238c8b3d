package dev.waybill.domain.json;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known name somebody meant who wrote another one. */
public final class NearestName {
  private static final int LONGEST = 64;

  private NearestName() {}

  /**
   * The known name that differs least from the one written, case apart; empty when none is near, or
   * the written one is longer than 64 characters.
   */
  public static Optional<String> among(Collection<String> known, String written) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    var wanted = plain(written);
    String nearest = null;
    int least = Math.max(1, wanted.length() / 3) + 1;
    for (var name : known) {
      int distance =
          Math.abs(name.length() - written.length()) > least + 2
              ? least
              : distance(plain(name), wanted);
      if (distance < least) {
        least = distance;
        nearest = name;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** " Did you mean 'x'?" with its leading space, or nothing. */
  public static String hint(Collection<String> known, String written) {
    return among(known, written).map(name -> " Did you mean '" + name + "'?").orElse("");
  }

  /** What is left of a name when spelling habits are taken away: phoneNumber is phone_number. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** How many characters to insert, delete, replace or swap with their neighbour. */
  private static int distance(String one, String other) {
    int[] beforeLast = new int[other.length() + 1];
    int[] last = new int[other.length() + 1];
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = last[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (areSwapped(one, i, other, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
    }
    return row[other.length()];
  }

  private static boolean areSwapped(String one, int i, String other, int j) {
    return i > 1
        && j > 1
        && one.charAt(i - 1) == other.charAt(j - 2)
        && one.charAt(i - 2) == other.charAt(j - 1);
  }
}
