package dev.waybill.bootstrap.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Settings that are a whole number with a unit. */
final class Amounts {
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9}) ?([A-Za-z]+)");
  private static final Map<String, Duration> TIMES =
      Map.of("m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));
  private static final Map<String, Long> SIZES =
      Map.of("MB", 1L << 20, "GB", 1L << 30, "TB", 1L << 40);
  private static final Duration LONGEST = Duration.ofDays(3_650);

  private Amounts() {}

  /** At least a minute; a minute where the setting is wrong. */
  static Duration duration(SettingValues values, Setting setting, List<String> problems) {
    var amount = AMOUNT.matcher(values.get(setting));
    if (amount.matches() && TIMES.containsKey(amount.group(2))) {
      var time = TIMES.get(amount.group(2)).multipliedBy(Long.parseLong(amount.group(1)));
      if (time.isPositive() && time.compareTo(LONGEST) <= 0) {
        return time;
      }
    }
    problems.add(setting.name() + ": wanted a number with m, h or d, such as 7d, up to 3650d");
    return Duration.ofMinutes(1);
  }

  static long number(
      SettingValues values, Setting setting, long least, long most, List<String> problems) {
    try {
      long number = Long.parseLong(values.get(setting));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below, as for a number out of range
    }
    problems.add(setting.name() + ": wanted a whole number from " + least + " to " + most);
    return least;
  }

  /** Empty for none, and where the setting is wrong. */
  static OptionalLong bytes(SettingValues values, Setting setting, List<String> problems) {
    var given = values.get(setting);
    if (given.isEmpty()) {
      return OptionalLong.empty();
    }
    var amount = AMOUNT.matcher(given);
    if (amount.matches() && SIZES.containsKey(amount.group(2)) && !amount.group(1).matches("0+")) {
      long number = Long.parseLong(amount.group(1));
      long unit = SIZES.get(amount.group(2));
      if (number <= Long.MAX_VALUE / unit) {
        return OptionalLong.of(number * unit);
      }
    }
    problems.add(setting.name() + ": wanted a number with MB, GB or TB, such as 200GB");
    return OptionalLong.empty();
  }
}
