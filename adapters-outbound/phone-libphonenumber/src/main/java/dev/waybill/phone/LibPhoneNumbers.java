package dev.waybill.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import dev.waybill.domain.mapping.PhoneNumbers;
import java.util.Optional;

/** Phone numbers by the numbering plans that libphonenumber carries with it. */
public final class LibPhoneNumbers implements PhoneNumbers {
  private static final String NO_REGION = "ZZ";
  private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
  private final NumberingPlans plans = new NumberingPlans(library);

  @Override
  public Optional<String> e164(String text, String defaultRegion) {
    return plans.surelyValid(text) ? Optional.of(text) : byLibrary(text, defaultRegion);
  }

  /** The whole way: twenty regular expressions and more for a number. */
  Optional<String> byLibrary(String text, String defaultRegion) {
    try {
      var number = library.parse(text, defaultRegion.isEmpty() ? NO_REGION : defaultRegion);
      return library.isValidNumber(number)
          ? Optional.of(library.format(number, PhoneNumberFormat.E164))
          : Optional.empty();
    } catch (NumberParseException _) {
      return Optional.empty();
    }
  }

  @Override
  public boolean knowsRegion(String region) {
    return library.getSupportedRegions().contains(region);
  }
}
