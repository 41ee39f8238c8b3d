package dev.waybill.domain.source;

import dev.waybill.domain.credential.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * The text of a write key: a prefix that secret scanners can find, and 256 random bits. A key of so
 * many random bits needs no slow hash; a plain SHA-256 of it cannot be guessed backwards.
 */
public final class WriteKeyText {
  private static final String PREFIX = "wbk_live_";
  private static final int RANDOM_BYTES = 32;
  private static final int HINT_LENGTH = 4;

  private WriteKeyText() {}

  /**
   * @param random must be unpredictable, such as a {@link java.security.SecureRandom}
   */
  static Secret make(RandomGenerator random) {
    var bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return new Secret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  static String hint(Secret key) {
    var text = key.reveal();
    return text.substring(text.length() - HINT_LENGTH);
  }

  /** What is stored of a key. */
  public static byte[] hash(Secret key) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(key.reveal().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
