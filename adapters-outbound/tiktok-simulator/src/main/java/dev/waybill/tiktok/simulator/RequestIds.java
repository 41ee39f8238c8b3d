package dev.waybill.tiktok.simulator;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Makes request ids of TikTok's form: 14 digits of UTC time and 20 of hex. */
final class RequestIds {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final InstantSource clock;
  private final SeededHex hex;

  RequestIds(InstantSource clock, SeededHex hex) {
    this.clock = clock;
    this.hex = hex;
  }

  String next() {
    return TIME.format(clock.instant()) + hex.next(10).toUpperCase(Locale.ROOT);
  }
}
