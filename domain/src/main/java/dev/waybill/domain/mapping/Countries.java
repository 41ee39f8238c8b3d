package dev.waybill.domain.mapping;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The countries of ISO 3166 by their codes and their English names. */
final class Countries {
  // Names in wide use that differ from the ones the JDK's locale data has.
  private static final Map<String, String> ALSO_CALLED =
      Map.ofEntries(
          Map.entry("uk", "gb"),
          Map.entry("great britain", "gb"),
          Map.entry("united states of america", "us"),
          Map.entry("czech republic", "cz"),
          Map.entry("turkey", "tr"),
          Map.entry("russian federation", "ru"),
          Map.entry("republic of korea", "kr"),
          Map.entry("viet nam", "vn"),
          Map.entry("hong kong", "hk"),
          Map.entry("macau", "mo"));

  private static final Map<String, String> CODE_BY_KEY = codesByKey();

  private Countries() {}

  /** The code of two letters in lower case. */
  static Optional<String> code(String text) {
    return Optional.ofNullable(CODE_BY_KEY.get(key(text)));
  }

  private static Map<String, String> codesByKey() {
    var codes = new HashMap<String, String>();
    for (var iso : Locale.getISOCountries()) {
      var country = Locale.of("", iso);
      var code = Characters.lower(iso);
      codes.put(key(iso), code);
      codes.put(key(country.getISO3Country()), code);
      codes.put(key(country.getDisplayCountry(Locale.ENGLISH)), code);
    }
    ALSO_CALLED.forEach((name, code) -> codes.put(key(name), code));
    return Map.copyOf(codes);
  }

  /** Letters alone, without accents: "Côte d’Ivoire" is also written "COTE D'IVOIRE". */
  private static String key(String text) {
    return Characters.lower(
        Characters.keep(Normalizer.normalize(text, Normalizer.Form.NFD), Character::isLetter));
  }
}
