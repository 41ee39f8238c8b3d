package dev.waybill.tiktok.simulator;

import java.util.Locale;

/** What became of an event that was taken. */
enum Verdict {
  /** It counts. */
  UNIQUE,
  /** Came within five minutes of the first of its key, which gets the user fields it lacks. */
  MERGED,
  /** Came later, within 48 hours of the first of its key, and is discarded. */
  DUPLICATE,
  /** Was sent with a test event code. */
  TEST;

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
