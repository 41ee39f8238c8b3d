package dev.waybill.domain.mapping;

import dev.waybill.domain.json.JsonPointer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads JSON Pointers that users wrote, strictly. */
final class Pointers {
  static final int LONGEST = 16;
  private static final int LONGEST_TEXT = 1_000;
  private static final Pattern SYNTAX = Pattern.compile("(?:/(?:[^~/]|~[01])*+)*+");

  private Pointers() {}

  static boolean isPointer(String text) {
    return text.length() <= LONGEST_TEXT && SYNTAX.matcher(text).matches();
  }

  /** The pointer, or null and a mistake told. */
  static @Nullable JsonPointer read(String text, JsonPointer place, Faults faults) {
    if (!isPointer(text)) {
      faults.add(
          place,
          "bad_pointer",
          "wanted a JSON Pointer such as /context/email ('~' is written ~0, '/' in a name ~1)");
      return null;
    }
    var pointer = JsonPointer.parse(text);
    if (pointer.tokens().size() > LONGEST) {
      faults.add(place, "limit", "wanted a pointer of at most " + LONGEST + " steps");
      return null;
    }
    return pointer;
  }
}
