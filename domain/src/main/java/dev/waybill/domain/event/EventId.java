package dev.waybill.domain.event;

/** The sender's id of an event, or the one made for it: 1 to 128 characters, not blank. */
public record EventId(String value) {
  public static final int MAX_LENGTH = 128;

  public EventId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "event id: wanted 1 to " + MAX_LENGTH + " characters, got " + value.length());
    }
  }

  public static boolean isValid(String value) {
    return !value.isBlank() && value.codePointCount(0, value.length()) <= MAX_LENGTH;
  }

  @Override
  public String toString() {
    return value;
  }
}
