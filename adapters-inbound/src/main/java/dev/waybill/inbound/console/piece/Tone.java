package dev.waybill.inbound.console.piece;

import java.util.Locale;

/** How something stands; always told in words too, never by colour alone. */
public enum Tone {
  GOOD,
  BUSY,
  WARN,
  BAD,
  PLAIN;

  /** The class of the style sheet. */
  public String css() {
    return "tone-" + name().toLowerCase(Locale.ROOT);
  }
}
