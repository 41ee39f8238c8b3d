package dev.waybill.domain.mapping;

import dev.waybill.domain.mapping.Conversion.Result;
import dev.waybill.domain.mapping.Conversion.Unusable;
import dev.waybill.domain.mapping.Conversion.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Conversions of what identifies a person or a device. All of them pass a value that already is a
 * SHA-256 digest in hex, in lower case: nobody can normalise it any more.
 */
final class IdentifierConversions {
  private static final Unusable NO_EMAIL =
      new Unusable("invalid_email", "wanted an e-mail address with exactly one @ inside");
  private static final Unusable NO_PHONE =
      new Unusable(
          "invalid_phone", "wanted a valid telephone number, with its country code or a region");

  /** The SHA-256 digest of the UTF-8 bytes as 64 lower-case hex characters. */
  static final Conversion SHA256 =
      Conversion.ofText(
          text -> {
            if (text.isBlank()) {
              return Conversion.OMITTED;
            }
            var stripped = Characters.strip(text);
            return Value.of(
                Characters.isSha256(stripped) ? Characters.lower(stripped) : digest(text));
          });

  /** An e-mail address without white space around it, in lower case. */
  static final Conversion EMAIL = unhashed(IdentifierConversions::email);

  /** Apple's advertising id in capitals; the all-zero one stands for none. */
  static final Conversion IDFA = unhashed(text -> deviceId(text, Characters::upper));

  /** Google's advertising id in lower case; the all-zero one stands for none. */
  static final Conversion GAID = unhashed(text -> deviceId(text, Characters::lower));

  private IdentifierConversions() {}

  /** A telephone number in E.164 with its plus. */
  static Conversion e164(ConversionOptions options) {
    var phones = options.phones();
    var region = Characters.upper(options.text("region"));
    if (!region.isEmpty() && !phones.knowsRegion(region)) {
      options
          .form()
          .faults()
          .add(
              options.form().place("region"),
              "unknown_region",
              "wanted a region's ISO 3166 code of two letters, such as GB");
    }
    return unhashed(text -> phones.e164(text, region).<Result>map(Value::of).orElse(NO_PHONE));
  }

  private static Conversion unhashed(Function<String, Result> conversion) {
    return Conversion.ofText(
        text -> {
          var stripped = Characters.strip(text);
          return Characters.isSha256(stripped)
              ? Value.of(Characters.lower(stripped))
              : conversion.apply(stripped);
        });
  }

  private static Result email(String text) {
    int at = text.indexOf('@');
    boolean between = at > 0 && at < text.length() - 1 && text.indexOf('@', at + 1) < 0;
    return between ? Value.of(Characters.lower(text)) : NO_EMAIL;
  }

  private static Result deviceId(String text, UnaryOperator<String> spelling) {
    boolean allZero = text.chars().allMatch(c -> c == '0' || c == '-');
    return allZero ? Conversion.OMITTED : Value.of(spelling.apply(text));
  }

  private static String digest(String text) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
