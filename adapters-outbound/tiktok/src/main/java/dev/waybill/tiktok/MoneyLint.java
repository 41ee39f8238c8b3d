package dev.waybill.tiktok;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at the value of one payload and at what it is made of. */
final class MoneyLint {
  private static final Set<String> ISO_4217 =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(toUnmodifiableSet());
  private static final Set<String> TAKEN =
      Set.of(
          ("AED ARS AUD BDT BHD BIF BOB BRL CAD CHF CLP CNY COP CRC CZK DKK DZD EGP EUR GBP GTQ HKD"
                  + " HNL HUF IDR ILS INR ISK JPY KES KHR KRW KWD KZT MAD MOP MXN MYR NGN NIO NOK"
                  + " NZD OMR PEN PHP PKR PLN PYG QAR RON RUB SAR SEK SGD THB TRY TWD UAH USD VES"
                  + " VND ZAR")
              .split(" "));

  /**
   * Shipping, taxes and discounts lie between the lines and the total; a factor of two does not.
   */
  private static final BigDecimal FAR = BigDecimal.TWO;

  private MoneyLint() {}

  static void check(JsonObject properties, TikTokLint.Findings findings) {
    var value = properties.get("value");
    currency(properties.string("currency"), value, findings);
    if (value instanceof JsonNumber(var total)
        && properties.get("contents") instanceof JsonArray(var contents)) {
      against(total, contents, findings);
    }
  }

  private static void currency(
      @Nullable String currency, @Nullable Json value, TikTokLint.Findings findings) {
    if (currency == null) {
      if (value != null) {
        findings.add(
            "value_without_currency", "/properties/currency", "A value means nothing without one.");
      }
    } else if (!ISO_4217.contains(currency)) {
      findings.add(
          "unknown_currency", "/properties/currency", "Wanted a code of ISO 4217, such as EUR.");
    } else if (!TAKEN.contains(currency)) {
      findings.add(
          "unsupported_currency",
          "/properties/currency",
          "TikTok does not list this currency; the value may not count.");
    }
  }

  private static void against(BigDecimal total, List<Json> contents, TikTokLint.Findings findings) {
    var sum = BigDecimal.ZERO;
    for (var content : contents) {
      if (!(content instanceof JsonObject line)
          || !(line.get("price") instanceof JsonNumber(var price))
          || !(line.get("quantity") instanceof JsonNumber(var quantity))) {
        return;
      }
      sum = sum.add(price.multiply(quantity));
    }
    if (sum.compareTo(total.multiply(FAR)) > 0 || total.compareTo(sum.multiply(FAR)) > 0) {
      findings.add(
          "value_against_contents",
          "/properties/value",
          "This is far from the sum of price times quantity; price is that of one piece, value that"
              + " of all.");
    }
  }
}
