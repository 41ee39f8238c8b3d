package dev.waybill.destination.http;

import dev.waybill.domain.credential.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets a receiver checks calls with, by the rules of Standard Webhooks: the current one and,
 * while receivers move over to it, the one before.
 */
public final class SigningKeys {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";

  private final List<SecretKeySpec> keys;

  private SigningKeys(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  /**
   * @param secrets the current one first
   * @throws IllegalArgumentException when a secret is not whsec_ and base64
   */
  public static SigningKeys of(List<Secret> secrets) {
    return new SigningKeys(secrets.stream().map(SigningKeys::key).toList());
  }

  private static SecretKeySpec key(Secret secret) {
    var text = secret.reveal();
    if (!text.startsWith(PREFIX)) {
      throw unusable();
    }
    try {
      var bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
      return new SecretKeySpec(bytes, ALGORITHM);
    } catch (IllegalArgumentException _) {
      // Its message, and so its cause, would show a piece of the secret.
      throw unusable();
    }
  }

  private static IllegalArgumentException unusable() {
    return new IllegalArgumentException("signing secret: wanted whsec_ and base64");
  }

  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /** A signature by each secret, the current one first, as the header carries them. */
  public String sign(String id, long epochSecond, byte[] body) {
    var head = (id + "." + epochSecond + ".").getBytes(StandardCharsets.UTF_8);
    return keys.stream().map(key -> sign(key, head, body)).collect(Collectors.joining(" "));
  }

  private static String sign(SecretKeySpec key, byte[] head, byte[] body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(head);
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform signs with " + ALGORITHM, e);
    }
  }
}
