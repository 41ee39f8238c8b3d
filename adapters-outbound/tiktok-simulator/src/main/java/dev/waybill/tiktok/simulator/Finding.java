package dev.waybill.tiktok.simulator;

import java.util.Locale;

/** An oddity that TikTok answers with code 0 and a conformance test should know about. */
enum Finding {
  UNKNOWN_FIELDS,
  NOT_FOR_THIS_SOURCE,
  EMPTY_VALUE,
  NOT_HASHED,
  HASH_OF_EMPTY_STRING,
  HASHED_BUT_WANTED_PLAIN,
  NO_IDENTIFIER,
  NO_EVENT_ID,
  NO_PAGE,
  PAGE_URL_NOT_ABSOLUTE,
  EVENT_TIME_IN_FUTURE,
  EVENT_TIME_TOO_OLD,
  INVALID_EVENT_NAME,
  RESERVED_EVENT_NAME,
  OLD_EVENT_NAME,
  VALUE_WITHOUT_CURRENCY,
  PURCHASE_WITHOUT_VALUE,
  UNSUPPORTED_CURRENCY,
  TTCLID_TOO_LONG,
  PARTNER_NAME,
  CONTENT_TYPE_NOT_JSON;

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
