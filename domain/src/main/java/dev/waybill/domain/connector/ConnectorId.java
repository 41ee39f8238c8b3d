package dev.waybill.domain.connector;

import java.util.Optional;
import java.util.regex.Pattern;

/** A connector's id, written {@code con_7}; never given to another connector. */
public record ConnectorId(int number) {
  private static final Pattern TEXT = Pattern.compile("con_([1-9][0-9]{0,8})");

  public static Optional<ConnectorId> parse(String text) {
    var match = TEXT.matcher(text);
    return match.matches()
        ? Optional.of(new ConnectorId(Integer.parseInt(match.group(1))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "con_" + number;
  }
}
