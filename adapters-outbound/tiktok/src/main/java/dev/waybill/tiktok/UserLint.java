package dev.waybill.tiktok;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at the identifiers of one payload. */
final class UserLint {
  private static final int HEX_LENGTH = 64;
  private static final List<String> HASHED =
      List.of("email", "phone", "external_id", "first_name", "last_name", "zip_code");
  private static final List<String> IN_CLEAR =
      List.of("city", "state", "country", "ttclid", "ttp", "ip", "user_agent", "locale");
  private static final List<String> PLACEHOLDERS =
      List.of(
          "",
          " ",
          "null",
          "NULL",
          "Null",
          "undefined",
          "none",
          "None",
          "nil",
          "nan",
          "NaN",
          "n/a",
          "N/A",
          "na",
          "unknown",
          "Unknown",
          "anonymous",
          "guest",
          "test",
          "-",
          "0",
          "+",
          "false",
          "true",
          "(not set)",
          "[object Object]",
          "{}",
          "[]",
          "example@example.com",
          "test@test.com");
  private static final Set<String> NOTHING = digests(PLACEHOLDERS);
  private static final Set<String> TWICE = digests(NOTHING);

  private UserLint() {}

  static void check(JsonObject user, TikTokLint.Findings findings) {
    for (var name : HASHED) {
      each(name, user.get(name), (at, text) -> hashed(at, text, findings));
    }
    for (var name : IN_CLEAR) {
      each(name, user.get(name), (at, text) -> inClear(at, text, findings));
    }
  }

  private interface Check {
    void on(String pointer, String text);
  }

  private static void each(String name, @Nullable Json value, Check check) {
    if (value instanceof JsonString(String text)) {
      check.on("/user/" + name, text);
    } else if (value instanceof JsonArray(var elements)) {
      for (int i = 0; i < elements.size(); i++) {
        each(name + "/" + i, elements.get(i), check);
      }
    }
  }

  private static void hashed(String at, String text, TikTokLint.Findings findings) {
    switch (form(text)) {
      case LOWER_HEX -> digest(at, text, findings);
      case UPPER_HEX ->
          findings.add("hash_in_capitals", at, "Wanted the digest in lower-case hex.");
      case OTHER -> {
        if (!untrimmed(at, text, findings)) {
          findings.add("not_hashed", at, "Wanted a SHA-256 digest of 64 lower-case hex digits.");
        }
      }
    }
  }

  private static void digest(String at, String text, TikTokLint.Findings findings) {
    if (NOTHING.contains(text)) {
      findings.add(
          "hash_of_nothing", at, "This is the hash of an empty or made-up value; wanted none.");
    } else if (TWICE.contains(text)) {
      findings.add("double_hash", at, "This is the hash of a hash; wanted that of the value.");
    }
  }

  private static void inClear(String at, String text, TikTokLint.Findings findings) {
    if (form(text) != Form.OTHER) {
      findings.add("hashed_needlessly", at, "TikTok wants this one in clear.");
    } else {
      untrimmed(at, text, findings);
    }
  }

  private static boolean untrimmed(String at, String text, TikTokLint.Findings findings) {
    boolean untrimmed = text.strip().length() < text.length();
    if (untrimmed) {
      findings.add("untrimmed", at, "There is white space around this; wanted none.");
    }
    return untrimmed;
  }

  private enum Form {
    LOWER_HEX,
    UPPER_HEX,
    OTHER
  }

  private static Form form(String text) {
    if (text.length() != HEX_LENGTH) {
      return Form.OTHER;
    }
    boolean capitals = false;
    for (int i = 0; i < HEX_LENGTH; i++) {
      char c = text.charAt(i);
      boolean capital = c >= 'A' && c <= 'F';
      if (!capital && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return Form.OTHER;
      }
      capitals |= capital;
    }
    return capitals ? Form.UPPER_HEX : Form.LOWER_HEX;
  }

  private static Set<String> digests(Iterable<String> texts) {
    var digests = new HashSet<String>();
    for (var text : texts) {
      digests.add(sha256(text));
    }
    return Set.copyOf(digests);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
