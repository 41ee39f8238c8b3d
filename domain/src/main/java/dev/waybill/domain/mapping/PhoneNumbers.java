package dev.waybill.domain.mapping;

import java.util.Optional;

/** Knows the world's telephone numbers. Safe for use by many threads. */
public interface PhoneNumbers {
  /**
   * The number in E.164 with its leading plus.
   *
   * @param defaultRegion ISO 3166-1 alpha-2 in capitals, for numbers written without a country
   *     code; empty text where there is none, and then such numbers are not understood
   * @return empty when the text is not a valid number
   */
  Optional<String> e164(String text, String defaultRegion);

  /** Whether this is a region {@link #e164} knows. */
  boolean knowsRegion(String region);
}
