package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.mapping.Conversion.Result;
import dev.waybill.domain.mapping.Conversion.Unusable;
import dev.waybill.domain.mapping.Conversion.Value;
import org.jspecify.annotations.Nullable;

/** Conversions of names and of the parts of an address. */
final class PlaceConversions {
  private static final int US_ZIP_DIGITS = 5;
  private static final Unusable NO_COUNTRY =
      new Unusable(
          "unknown_country", "wanted an ISO 3166 code of two or three letters or an English name");

  /** A person's name in lower case, without punctuation. */
  static final Conversion NAME =
      IdentifierConversions.meant(
          Conversion.ofText(
              text -> {
                var kept = Characters.keep(text, c -> !Characters.isPunctuation(c));
                return Value.of(Characters.strip(Characters.lower(kept)));
              }));

  /** A city in lower case, nothing but letters and digits of any script. */
  static final Conversion CITY =
      IdentifierConversions.meant(Conversion.ofText(text -> Value.of(lettersOnly(text))));

  /** As a city; the states of the USA become their codes of two letters. */
  static final Conversion STATE =
      IdentifierConversions.meant(
          Conversion.ofText(text -> Value.of(UsStates.code(lettersOnly(text)))));

  /** A country's code or English name as its ISO 3166 code of two letters in lower case. */
  static final Conversion COUNTRY =
      Conversion.ofText(text -> Countries.code(text).<Result>map(Value::of).orElse(NO_COUNTRY));

  private PlaceConversions() {}

  /** A postal code in lower case without white space and dashes; five digits for the USA. */
  static Conversion zip(ConversionOptions options) {
    var country = options.place("country");
    return IdentifierConversions.meant(
        (value, here) -> {
          boolean american = country != null && isAmerican(country.first(here));
          return Conversion.onText(value, text -> Value.of(zip(text, american)));
        });
  }

  private static String zip(String text, boolean american) {
    var zip =
        Characters.lower(
            Characters.keep(text, c -> !Characters.isSpace(c) && !Characters.isDash(c)));
    if (!american || Characters.isSha256(zip)) {
      return zip;
    }
    var digits = Characters.keep(zip, c -> c >= '0' && c <= '9');
    return digits.substring(0, Math.min(US_ZIP_DIGITS, digits.length()));
  }

  private static boolean isAmerican(@Nullable Json country) {
    var text = country == null ? null : country.text();
    return text != null && Countries.code(text).filter("us"::equals).isPresent();
  }

  private static String lettersOnly(String text) {
    return Characters.lower(Characters.keep(text, Characters::isLetterOrDigit));
  }
}
