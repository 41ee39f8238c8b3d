package dev.waybill.tiktok.simulator;

import java.util.Arrays;
import tools.jackson.core.JsonParser;

/** Tells hashes from other text, where the parser has it and without a copy. */
final class Hashes {
  private static final int LENGTH = 64;
  private static final char[] OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".toCharArray();

  private Hashes() {}

  static boolean isHash(JsonParser parser) {
    if (parser.getStringLength() != LENGTH) {
      return false;
    }
    var text = parser.getStringCharacters();
    int start = parser.getStringOffset();
    for (int i = start; i < start + LENGTH; i++) {
      char c = text[i];
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** Whether the hash is that of the empty string. */
  static boolean isOfNothing(JsonParser parser) {
    int start = parser.getStringOffset();
    return Arrays.equals(
        parser.getStringCharacters(), start, start + LENGTH, OF_NOTHING, 0, LENGTH);
  }
}
