package dev.waybill.domain.source;

import java.util.Optional;
import java.util.regex.Pattern;

/** The id of a write key, written {@code key_3}; it opens nothing. */
public record WriteKeyId(int number) {
  private static final Pattern TEXT = Pattern.compile("key_([1-9][0-9]{0,8})");

  public static Optional<WriteKeyId> parse(String text) {
    var match = TEXT.matcher(text);
    return match.matches()
        ? Optional.of(new WriteKeyId(Integer.parseInt(match.group(1))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "key_" + number;
  }
}
