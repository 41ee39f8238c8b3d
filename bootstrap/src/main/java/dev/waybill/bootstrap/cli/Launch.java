package dev.waybill.bootstrap.cli;

import dev.waybill.bootstrap.Destinations;
import dev.waybill.bootstrap.PlatformStartException;
import dev.waybill.bootstrap.settings.SettingValues;
import dev.waybill.bootstrap.settings.Settings;
import java.util.Map;

/** Checked settings and the destinations they were checked with. */
record Launch(Settings settings, Destinations destinations) {

  /**
   * @throws PlatformStartException with every problem of the settings at once
   */
  static Launch of(Map<String, String> environment) {
    var values = SettingValues.read(environment);
    var destinations = Destinations.load(Settings.pluginDirectory(values));
    return switch (Settings.check(values, destinations.specs())) {
      case Settings.Checked.Valid(var settings) -> new Launch(settings, destinations);
      case Settings.Checked.Invalid(var problems) ->
          throw new PlatformStartException(
              "the settings are wrong:\n  " + String.join("\n  ", problems));
    };
  }
}
