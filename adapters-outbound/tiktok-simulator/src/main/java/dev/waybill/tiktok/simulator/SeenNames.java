package dev.waybill.tiktok.simulator;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;

/** The names seen in one object: none may come twice. */
final class SeenNames {
  private static final int HALF = 64;

  private long first;
  private long second;
  private @Nullable Set<String> others;
  private int count;

  void known(int index, JsonParser parser) {
    long bit = 1L << index;
    boolean again = ((index < HALF ? first : second) & bit) != 0;
    if (index < HALF) {
      first |= bit;
    } else {
      second |= bit;
    }
    count(!again, parser);
  }

  void unknown(String name, JsonParser parser) {
    if (others == null) {
      others = new HashSet<>();
    }
    count(others.add(name), parser);
  }

  int count() {
    return count;
  }

  private void count(boolean isNew, JsonParser parser) {
    if (!isNew) {
      throw new StreamReadException(parser, "a name twice in an object");
    }
    count++;
  }
}
