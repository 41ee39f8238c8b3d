package dev.waybill.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {
  @ParameterizedTest
  @CsvSource({
    "2026-05-01T12:30:00Z, 2026-05-01T12:30:00Z",
    "2026-05-01t12:30:00z, 2026-05-01T12:30:00Z",
    "2026-05-01T12:30Z, 2026-05-01T12:30:00Z",
    "2026-05-01T12:30:00.123456789Z, 2026-05-01T12:30:00.123456789Z",
    "2026-05-01T14:30:00+02:00, 2026-05-01T12:30:00Z",
    "2026-05-01T14:30:00+0200, 2026-05-01T12:30:00Z",
    "2026-05-01T14:30:00+02, 2026-05-01T12:30:00Z",
    "2026-05-01T08:00:00-04:30, 2026-05-01T12:30:00Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z"
  })
  void a_time_with_a_zone_is_read(String text, String instant) {
    assertThat(IsoTime.parse(text)).isPresent();
    assertThat(IsoTime.parse(text).orElseThrow()).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "now",
        "2026-05-01",
        "2026-05-01Z",
        "2026-05-01T12:30:00",
        "2026-05-01T12Z",
        "2026-05-01 12:30:00Z",
        "20260501T123000Z",
        "2026-5-1T12:30:00Z",
        "2026-05-01T12:30:00.Z",
        "2026-05-01T12:30:00,5Z",
        "2026-05-01T12:30:00.1234567890Z",
        "2026-05-01T12:30:00ZZ",
        "2026-05-01T12:30:00+00:00Z",
        "2026-05-01T12:30:00+1:00",
        "2026-05-01T12:30:00+19:00",
        "2026-05-01T12:30:00 +01:00",
        "2026-05-01T12:30:00+01:00[Europe/Paris]",
        "2026-05-01T12:30:00Z\n",
        "2026-02-30T12:00:00Z",
        "2025-02-29T12:00:00Z",
        "2026-13-01T12:00:00Z",
        "2026-04-31T12:00:00Z",
        "2026-05-01T24:00:00Z",
        "2026-05-01T12:60:00Z",
        "2026-05-01T12:30:60Z",
        "1969-12-31T23:59:59Z",
        "10000-01-01T00:00:00Z",
        "+12026-05-01T12:30:00Z",
        "-2026-05-01T12:30:00Z",
        "٢٠٢٦-05-01T12:30:00Z"
      })
  void anything_else_is_no_time(String text) {
    assertThat(IsoTime.parse(text)).isEmpty();
  }

  @Test
  void a_long_text_is_not_even_looked_at() {
    assertThat(IsoTime.parse("2026-05-01T12:30:00." + "0".repeat(1_000_000) + "Z")).isEmpty();
    assertThat(IsoTime.lacksZone("2026-05-01T" + "0".repeat(1_000_000))).isFalse();
  }

  @Test
  void the_usual_way_of_writing_is_read_as_any_other_is() {
    var random = new Random(7);
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      var text = spoilt(written(random), random);
      var usual = UsualTime.parse(text);
      if (usual != null) {
        read++;
        assertThat(IsoTime.parseAny(text)).as(text).contains(usual);
      }
    }
    assertThat(read).as("times that were read").isGreaterThan(80_000);
  }

  @Test
  void the_usual_way_of_writing_needs_no_formatter() {
    for (var text :
        new String[] {
          "2026-02-28T23:59:59Z",
          "2028-02-29T00:00:00.5+14:00",
          "1970-01-01T00:00:00.123456789-17:59"
        }) {
      assertThat(UsualTime.parse(text)).as(text).isEqualTo(IsoTime.parseAny(text).orElseThrow());
    }
    assertThat(UsualTime.parse("2026-02-29T00:00:00Z")).isNull();
  }

  /** Every part a little beyond its range at times. */
  private static String written(Random random) {
    var text =
        "%04d-%02d-%02dT%02d:%02d:%02d"
            .formatted(
                1965 + random.nextInt(100),
                random.nextInt(14),
                random.nextInt(33),
                random.nextInt(25),
                random.nextInt(61),
                random.nextInt(61));
    if (random.nextBoolean()) {
      text += "." + "1234567890".substring(0, random.nextInt(11));
    }
    return switch (random.nextInt(4)) {
      case 0 -> text + "+%02d:%02d".formatted(random.nextInt(20), random.nextInt(61));
      case 1 -> text + "-%02d:%02d".formatted(random.nextInt(20), random.nextInt(61));
      default -> text + "Z";
    };
  }

  private static String spoilt(String text, Random random) {
    if (random.nextInt(10) > 0) {
      return text;
    }
    int at = random.nextInt(text.length());
    return text.substring(0, at) + " T:.-+Zz9".charAt(random.nextInt(9)) + text.substring(at + 1);
  }
}
