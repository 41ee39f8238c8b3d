package dev.waybill.domain.json;

/**
 * What is wrong, and where.
 *
 * @param pointer the place in the document that was sent
 * @param code a stable word for programs, such as {@code required} or {@code wrong_type}
 * @param message a sentence for people that says what would be right; it never repeats a value
 */
public record Problem(JsonPointer pointer, String code, String message) {
  public static Problem at(JsonPointer pointer, String code, String message) {
    return new Problem(pointer, code, message);
  }
}
