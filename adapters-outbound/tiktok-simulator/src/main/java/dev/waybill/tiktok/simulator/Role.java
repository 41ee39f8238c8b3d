package dev.waybill.tiktok.simulator;

/** What a value is to the checks beyond its form. */
enum Role {
  /** Nothing. */
  PLAIN,
  EVENT_NAME,
  EVENT_TIME,
  EVENT_ID,
  VALUE,
  CURRENCY,
  PAGE_URL,
  APP_ID,
  LEAD_ID,
  CONTENT_ID,
  /** Must be hashed. */
  PERSONAL,
  /** Should be hashed. */
  HASHED,
  /** Should not be hashed. */
  CLEAR,
  CLICK_ID
}
