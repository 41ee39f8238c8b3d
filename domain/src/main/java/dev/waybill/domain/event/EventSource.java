package dev.waybill.domain.event;

import java.util.Locale;
import java.util.Optional;

/** Where the event happened, in the words of the wire: {@code web}, {@code app} … */
public enum EventSource {
  WEB,
  APP,
  OFFLINE,
  CRM;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<EventSource> ofWire(String text) {
    for (var source : values()) {
      if (source.wire().equals(text)) {
        return Optional.of(source);
      }
    }
    return Optional.empty();
  }
}
