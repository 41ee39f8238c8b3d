package dev.waybill.phone;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import com.google.i18n.phonenumbers.metadata.source.MetadataSource;
import com.google.i18n.phonenumbers.metadata.source.MetadataSourceImpl;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Knows at a glance of most valid numbers in E.164 form that they are valid. A calling code's table
 * is made when its first number comes; two threads may make the same one, and none waits.
 */
final class NumberingPlans {
  private static final int CALLING_CODES = 1_000;
  private static final int LONGEST = 15;
  private static final int SHORTEST = 7;
  private final PhoneNumberUtil library;
  private final boolean[] callingCodes = new boolean[CALLING_CODES];
  private final AtomicReferenceArray<DigitTable> tables = new AtomicReferenceArray<>(CALLING_CODES);

  NumberingPlans(PhoneNumberUtil library) {
    this.library = library;
    library.getSupportedCallingCodes().forEach(code -> callingCodes[code] = true);
  }

  /**
   * True only for text that the library finds valid and would write in the same way. False says
   * nothing.
   */
  boolean surelyValid(String text) {
    if (!looksLikeE164(text)) {
      return false;
    }
    var code = 0;
    for (var at = 1; at <= 3; at++) {
      code = code * 10 + text.charAt(at) - '0';
      if (callingCodes[code]) {
        return table(code).holds(text, at + 1);
      }
    }
    return false;
  }

  private static boolean looksLikeE164(String text) {
    if (text.length() <= SHORTEST || text.length() > LONGEST + 1 || text.charAt(0) != '+') {
      return false;
    }
    for (var at = 1; at < text.length(); at++) {
      if (text.charAt(at) < '0' || text.charAt(at) > '9') {
        return false;
      }
    }
    return text.charAt(1) != '0';
  }

  /** The table of a supported calling code; empty if its plan is not one we can read. */
  DigitTable table(int code) {
    var known = tables.get(code);
    if (known != null) {
      return known;
    }
    tables.compareAndSet(code, null, read(code));
    return tables.get(code);
  }

  private DigitTable read(int code) {
    // Its own source, dropped afterwards, because a source keeps all that it has read.
    var source = source();
    var regions =
        library.getRegionCodesForCountryCode(code).stream()
            .map(region -> metadata(source, code, region))
            .toList();
    return NumberingPlan.validAsTheyAre(regions, LONGEST - Integer.toString(code).length());
  }

  private static PhoneMetadata metadata(MetadataSource source, int code, String region) {
    return region.equals(PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY)
        ? source.getMetadataForNonGeographicalRegion(code)
        : source.getMetadataForRegion(region);
  }

  private static MetadataSource source() {
    var library = DefaultMetadataDependenciesProvider.getInstance();
    return new MetadataSourceImpl(
        library.getPhoneNumberMetadataFileNameProvider(),
        library.getMetadataLoader(),
        library.getMetadataParser());
  }
}
