package dev.waybill.domain.source;

import java.util.Optional;
import java.util.regex.Pattern;

/** A source's id, written {@code src_7}; never given to another source. */
public record SourceId(int number) {
  private static final Pattern TEXT = Pattern.compile("src_([1-9][0-9]{0,8})");

  public static Optional<SourceId> parse(String text) {
    var match = TEXT.matcher(text);
    return match.matches()
        ? Optional.of(new SourceId(Integer.parseInt(match.group(1))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "src_" + number;
  }
}
