package dev.waybill.domain.mapping;

import dev.waybill.domain.mapping.Conversion.Result;
import dev.waybill.domain.mapping.Conversion.Unusable;
import dev.waybill.domain.mapping.Conversion.Value;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Conversions of what identifies a person or a device. All of them pass a value that already is a
 * SHA-256 digest in hex, in lower case: nobody can normalise it any more. None of them passes a
 * word that stands for nothing, or its digest.
 */
final class IdentifierConversions {
  private static final Unusable NO_EMAIL =
      new Unusable("invalid_email", "wanted an e-mail address with exactly one @ inside");
  private static final Unusable NO_PHONE =
      new Unusable(
          "invalid_phone", "wanted a valid telephone number, with its country code or a region");

  private static final Unusable PLACEHOLDER =
      new Unusable("placeholder", "wanted a real value; this word stands for none");

  /** The SHA-256 digest of the UTF-8 bytes as 64 lower-case hex characters. */
  static final Conversion SHA256 =
      Conversion.ofText(
          text -> {
            if (text.isBlank()) {
              return Conversion.OMITTED;
            }
            var stripped = Characters.strip(text);
            if (Placeholders.contain(stripped)) {
              return PLACEHOLDER;
            }
            return Value.of(
                Characters.isSha256(stripped) ? Characters.lower(stripped) : Digests.sha256(text));
          });

  /** An e-mail address without white space around it, in lower case. */
  static final Conversion EMAIL = unhashed(IdentifierConversions::email);

  /** Apple's advertising id in capitals; the all-zero one stands for none. */
  static final Conversion IDFA = unhashed(text -> deviceId(text, Characters::upper));

  /** Google's advertising id in lower case; the all-zero one stands for none. */
  static final Conversion GAID = unhashed(text -> deviceId(text, Characters::lower));

  private IdentifierConversions() {}

  /** An id of the sender's, without white space around it, in the case the options say. */
  static Conversion identifier(ConversionOptions options) {
    var spelling = spelling(options);
    return unhashed(text -> Value.of(spelling.apply(text)));
  }

  private static UnaryOperator<String> spelling(ConversionOptions options) {
    return switch (options.text("case")) {
      case "", "keep" -> UnaryOperator.identity();
      case "lower" -> Characters::lower;
      case "upper" -> Characters::upper;
      default -> {
        var form = options.form();
        form.faults().add(form.place("case"), "unknown_value", "wanted keep, lower or upper");
        yield UnaryOperator.identity();
      }
    };
  }

  /** A conversion that sees no word that stands for nothing. */
  static Conversion meant(Conversion conversion) {
    return (value, here) -> {
      var text = value.text();
      return text != null && Placeholders.contain(Characters.strip(text))
          ? PLACEHOLDER
          : conversion.convert(value, here);
    };
  }

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
          if (Placeholders.contain(stripped)) {
            return isZeros(stripped) ? Conversion.OMITTED : PLACEHOLDER;
          }
          return Characters.isSha256(stripped)
              ? Value.of(Characters.lower(stripped))
              : conversion.apply(stripped);
        });
  }

  private static boolean isZeros(String text) {
    return text.chars().allMatch(c -> c == '0' || c == '-');
  }

  private static Result email(String text) {
    int at = text.indexOf('@');
    boolean between = at > 0 && at < text.length() - 1 && text.indexOf('@', at + 1) < 0;
    return between ? Value.of(Characters.lower(text)) : NO_EMAIL;
  }

  private static Result deviceId(String text, UnaryOperator<String> spelling) {
    return isZeros(text) ? Conversion.OMITTED : Value.of(spelling.apply(text));
  }
}
