package dev.waybill.inbound.console.piece;

/** A message that is shown once, on the page after what it tells of. */
public record Flash(Tone tone, String text) {
  public static Flash good(String text) {
    return new Flash(Tone.GOOD, text);
  }

  public static Flash bad(String text) {
    return new Flash(Tone.BAD, text);
  }
}
