package dev.waybill.domain.outbox;

import java.util.Locale;
import java.util.Optional;

/** What became of one event at one connector. */
public enum Verdict {
  DELIVERED,
  RETRYING,
  DEAD,
  EXPIRED,
  FILTERED,
  WAITING;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Verdict> ofWire(String text) {
    for (var verdict : values()) {
      if (verdict.wire().equals(text)) {
        return Optional.of(verdict);
      }
    }
    return Optional.empty();
  }
}
