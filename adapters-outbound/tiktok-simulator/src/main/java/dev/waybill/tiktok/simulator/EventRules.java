package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Limits.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What of the check of an event can be set, and when it takes place. */
record EventRules(HashRule hashes, Windows windows, Instant now) {

  /** Why an event of this age is not taken; one that is ahead of time has a negative age. */
  Optional<String> outside(Source source, long ageSeconds) {
    var oldest = source == Source.OFFLINE ? Optional.of(windows.offlineAge()) : windows.otherAge();
    if (oldest.filter(age -> ageSeconds > age.toSeconds()).isPresent()) {
      return Optional.of("must be within the last " + inWords(oldest.get()) + ".");
    }
    return windows
        .ahead()
        .filter(ahead -> -ageSeconds > ahead.toSeconds())
        .map(ahead -> "must be at most " + inWords(ahead) + " in the future.");
  }

  private static String inWords(Duration length) {
    return length.equals(Duration.ofDays(length.toDays()))
        ? length.toDays() + " days"
        : length.toSeconds() + " seconds";
  }
}
