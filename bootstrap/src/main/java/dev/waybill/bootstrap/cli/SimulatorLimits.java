package dev.waybill.bootstrap.cli;

import dev.waybill.tiktok.simulator.Limits;
import dev.waybill.tiktok.simulator.Limits.Rates;
import dev.waybill.tiktok.simulator.Limits.Windows;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is too much, too old, too early or too large for a simulator. */
final class SimulatorLimits {
  @Option(
      names = "--per-second",
      paramLabel = "N",
      defaultValue = "1000",
      description = "calls a second and token (default: ${DEFAULT-VALUE})")
  private long perSecond;

  @Option(
      names = "--per-minute",
      paramLabel = "N",
      defaultValue = "600000",
      description = "calls a minute and token (default: ${DEFAULT-VALUE})")
  private long perMinute;

  @Option(
      names = "--per-day",
      paramLabel = "N",
      defaultValue = "86400000",
      description = "calls a day and token (default: ${DEFAULT-VALUE})")
  private long perDay;

  @Option(
      names = "--offline-age-seconds",
      paramLabel = "N",
      defaultValue = "2419200",
      description = "the oldest offline event that is taken (default: ${DEFAULT-VALUE}, 28 days)")
  private long offlineAgeSeconds;

  @Option(
      names = "--age-seconds",
      paramLabel = "N",
      description = "the oldest other event that is taken (default: any)")
  private @Nullable Long ageSeconds;

  @Option(
      names = "--ahead-seconds",
      paramLabel = "N",
      description = "how far in the future an event may be (default: any time)")
  private @Nullable Long aheadSeconds;

  @Option(
      names = "--body-bytes",
      paramLabel = "N",
      defaultValue = "10485760",
      description = "the largest body of a call (default: ${DEFAULT-VALUE})")
  private int bodyBytes;

  Limits limits() {
    var windows =
        new Windows(
            Duration.ofSeconds(offlineAgeSeconds), seconds(ageSeconds), seconds(aheadSeconds));
    return new Limits(new Rates(perSecond, perMinute, perDay), windows, bodyBytes);
  }

  private static Optional<Duration> seconds(@Nullable Long number) {
    return Optional.ofNullable(number).map(Duration::ofSeconds);
  }
}
