package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.mapping.Conversion.Result;
import dev.waybill.domain.mapping.Conversion.Unusable;
import dev.waybill.domain.mapping.Conversion.Value;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers and their decimal text. */
final class Numbers {
  // 1e999999999 is a legal JSON number that would fill the memory when written out.
  private static final int LONGEST = 60;
  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");
  private static final Unusable TOO_LONG =
      new Unusable("out_of_range", "wanted a number of at most " + LONGEST + " digits");
  private static final Unusable INVALID =
      new Unusable("invalid_number", "wanted a number, digits with at most one decimal point");
  private static final Unusable NOT_WHOLE =
      new Unusable("not_an_integer", "wanted a number without a fraction");

  private Numbers() {}

  /** 5.00 and 5 are the same number and become the same text. */
  static Result text(JsonNumber number) {
    return tooLong(number.value()) ? TOO_LONG : Value.of(plain(number.value()));
  }

  static Result number(Json value) {
    if (value instanceof JsonNumber number) {
      return tooLong(number.value()) ? TOO_LONG : new Value(number);
    }
    var text = value.text();
    if (text == null) {
      return INVALID;
    }
    var digits = Characters.strip(text);
    if (digits.length() > LONGEST || !DECIMAL.matcher(digits).matches()) {
      return INVALID;
    }
    return new Value(Json.of(new BigDecimal(digits)));
  }

  static Result integer(Json value) {
    return switch (number(value)) {
      case Value(JsonNumber(BigDecimal number)) ->
          number.signum() == 0
              ? new Value(Json.of(0))
              : number.stripTrailingZeros().scale() > 0
                  ? NOT_WHOLE
                  : new Value(Json.of(number.setScale(0)));
      case Result other -> other;
    };
  }

  private static boolean tooLong(BigDecimal number) {
    return Math.abs((long) number.scale()) + number.precision() > LONGEST;
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
