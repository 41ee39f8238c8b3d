package dev.waybill.domain.mapping;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as platforms want it. */
final class Digests {
  private static final HexFormat HEX = HexFormat.of();
  private static final MessageDigest BLANK = blank();

  private Digests() {}

  private static MessageDigest blank() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The digest of the UTF-8 bytes as 64 lower-case hex characters. */
  static String sha256(String text) {
    try {
      // Looking the algorithm up takes as long as the digest itself.
      var sha256 = (MessageDigest) BLANK.clone();
      return HEX.formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own SHA-256 can be cloned", e);
    }
  }
}
