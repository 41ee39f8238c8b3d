package dev.waybill.tiktok.simulator;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Makes request ids of TikTok's form: 14 digits of UTC time and 20 of hex. */
final class RequestIds {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final InstantSource clock;

  RequestIds(InstantSource clock) {
    this.clock = clock;
  }

  String next() {
    var random = ThreadLocalRandom.current();
    return TIME.format(clock.instant())
        + "%016X%04X".formatted(random.nextLong(), random.nextInt(0x1_0000));
  }
}
