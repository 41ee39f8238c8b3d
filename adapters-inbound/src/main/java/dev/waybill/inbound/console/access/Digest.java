package dev.waybill.inbound.console.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of texts, compared in constant time: neither length nor first difference can be measured.
 */
final class Digest {
  private final byte[] bytes;

  private Digest(byte[] bytes) {
    this.bytes = bytes;
  }

  static Digest of(String text) {
    try {
      return new Digest(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  boolean matches(String text) {
    return MessageDigest.isEqual(bytes, of(text).bytes);
  }

  String hex() {
    return HexFormat.of().formatHex(bytes);
  }
}
