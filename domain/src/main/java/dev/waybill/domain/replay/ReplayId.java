package dev.waybill.domain.replay;

import java.util.Optional;
import java.util.regex.Pattern;

/** A replay's id, written {@code rpl_7}; never given to another replay. */
public record ReplayId(int number) {
  private static final Pattern TEXT = Pattern.compile("rpl_([1-9][0-9]{0,8})");

  public static Optional<ReplayId> parse(String text) {
    var match = TEXT.matcher(text);
    return match.matches()
        ? Optional.of(new ReplayId(Integer.parseInt(match.group(1))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "rpl_" + number;
  }
}
