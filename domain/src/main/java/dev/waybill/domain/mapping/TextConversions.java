package dev.waybill.domain.mapping;

import dev.waybill.domain.event.IsoTime;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.mapping.Conversion.Result;
import dev.waybill.domain.mapping.Conversion.Unusable;
import dev.waybill.domain.mapping.Conversion.Value;
import java.util.Set;
import java.util.regex.Pattern;

/** Conversions of text in general. */
final class TextConversions {
  private static final Pattern CURRENCY_CODE = Pattern.compile("[A-Z]{3}");
  private static final Pattern WEB_ADDRESS =
      Pattern.compile("https?://[^\\s/?#\\p{Cntrl}][^\\s\\p{Cntrl}]*", Pattern.CASE_INSENSITIVE);
  private static final int LONGEST = 100_000;

  private static final Unusable NO_TIME =
      new Unusable("invalid_time", "wanted an ISO 8601 time with an offset or Z");
  private static final Unusable NO_CURRENCY =
      new Unusable("invalid_currency", "wanted a currency code of three letters");
  private static final Unusable CURRENCY_NOT_ALLOWED =
      new Unusable("unsupported_currency", "wanted one of the currencies allowed here");
  private static final Unusable NO_URL =
      new Unusable("invalid_url", "wanted an absolute http or https address");

  /** Removes white space at both ends. */
  static final Conversion TRIM = Conversion.ofText(text -> Value.of(Characters.strip(text)));

  /** Lower-case, the same in every locale. */
  static final Conversion LOWER = Conversion.ofText(text -> Value.of(Characters.lower(text)));

  /** Upper-case, the same in every locale. */
  static final Conversion UPPER = Conversion.ofText(text -> Value.of(Characters.upper(text)));

  /** A number as its decimal text, a boolean as true or false. */
  static final Conversion TEXT =
      (value, _) ->
          value instanceof JsonBoolean flag
              ? Value.of(Boolean.toString(flag.value()))
              : Conversion.onText(value, Value::of);

  /** An ISO 8601 time with its offset, as whole seconds since 1970. */
  static final Conversion EPOCH_SECONDS = Conversion.ofText(TextConversions::epochSeconds);

  /** An absolute http or https address, unchanged apart from white space around it. */
  static final Conversion URL = Conversion.ofText(TextConversions::url);

  private TextConversions() {}

  /** At most so many characters of a text; a character outside the basic plane counts once. */
  static Conversion truncate(ConversionOptions options) {
    int length = options.form().wholeNumber("length", 1, LONGEST);
    return Conversion.ofText(
        text ->
            text.codePointCount(0, text.length()) <= length
                ? Value.of(text)
                : Value.of(text.substring(0, text.offsetByCodePoints(0, length))));
  }

  /** A currency code in capitals, of those allowed if a list is given. */
  static Conversion currency(ConversionOptions options) {
    var allowed = Set.copyOf(options.texts("allowed"));
    return Conversion.ofText(text -> currency(text, allowed));
  }

  private static Result currency(String text, Set<String> allowed) {
    var code = Characters.upper(Characters.strip(text));
    if (!CURRENCY_CODE.matcher(code).matches()) {
      return NO_CURRENCY;
    }
    return allowed.isEmpty() || allowed.contains(code) ? Value.of(code) : CURRENCY_NOT_ALLOWED;
  }

  private static Result epochSeconds(String text) {
    return IsoTime.parse(Characters.strip(text))
        .<Result>map(time -> new Value(Json.of(time.getEpochSecond())))
        .orElse(NO_TIME);
  }

  private static Result url(String text) {
    var address = Characters.strip(text);
    return WEB_ADDRESS.matcher(address).matches() ? Value.of(address) : NO_URL;
  }
}
