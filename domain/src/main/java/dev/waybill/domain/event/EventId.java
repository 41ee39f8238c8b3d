package dev.waybill.domain.event;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** The sender's id of an event, or the one made for it: 1 to 128 characters, not blank. */
public record EventId(String value) {
  public static final int MAX_LENGTH = 128;

  private static final Pattern GENERATED = Pattern.compile("gen_[0-9a-f]{32}");

  public EventId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "event id: wanted 1 to " + MAX_LENGTH + " characters, got " + value.length());
    }
  }

  public static boolean isValid(String value) {
    return !value.isBlank() && value.codePointCount(0, value.length()) <= MAX_LENGTH;
  }

  /** The id made of the digest of an event that was sent without one; at least 16 bytes. */
  static EventId generated(byte[] digest) {
    return new EventId("gen_" + HexFormat.of().formatHex(digest, 0, 16));
  }

  /** Whether this id has the form of one made here; a sender's own is not to look like it. */
  public boolean isGenerated() {
    return GENERATED.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
