package dev.waybill.inbound.console.editor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.json.JsonCodec;
import dev.waybill.inbound.http.Form;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What somebody was shown of a connector before anything was typed. The texts themselves would
 * double what a browser sends with every keystroke, so the form carries their digests.
 *
 * @param version of the connector; -1 where the form names none
 * @param rules digest; empty where the form has none, so that whatever is typed counts as changed
 * @param tests the same of the tests
 */
record Seen(long version, String rules, String tests) {
  static Seen of(Form form) {
    var version = form.text("version");
    return new Seen(
        version.matches("[0-9]{1,18}") ? Long.parseLong(version) : -1,
        form.text("seen_rules"),
        form.text("seen_tests"));
  }

  /** The same for the same JSON, however it is laid out. */
  static String digest(String text, JsonCodec codec) {
    var bytes = text.strip().getBytes(UTF_8);
    return sha256(codec.read(bytes).map(codec::write).orElse(bytes));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
