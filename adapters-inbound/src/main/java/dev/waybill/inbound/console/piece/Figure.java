package dev.waybill.inbound.console.piece;

/**
 * A number that is to be seen at once.
 *
 * @param note what it is measured by; may be empty
 */
public record Figure(Tone tone, String label, String value, String note) {
  public static Figure plain(String label, String value, String note) {
    return new Figure(Tone.PLAIN, label, value, note);
  }
}
