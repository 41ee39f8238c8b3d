package dev.waybill.bootstrap.cli;

import dev.waybill.bootstrap.Destinations;
import dev.waybill.bootstrap.settings.Setting;
import dev.waybill.bootstrap.settings.SettingCatalogue;
import dev.waybill.bootstrap.settings.SettingValues;
import dev.waybill.bootstrap.settings.Settings;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ./waybill config}. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = {
      "Lists every setting with its value and default, and checks them all.",
      "Ends with 1 when something is wrong."
    })
final class ConfigCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    var values = SettingValues.read(System.getenv());
    var specs = Destinations.load(Settings.pluginDirectory(values)).specs();
    for (var setting : SettingCatalogue.all(specs)) {
      print(setting, values);
    }
    return switch (Settings.check(values, specs)) {
      case Settings.Checked.Valid _ -> 0;
      case Settings.Checked.Invalid(var problems) -> {
        problems.forEach(problem -> System.err.println("waybill: " + problem));
        yield 1;
      }
    };
  }

  private static void print(Setting setting, SettingValues values) {
    System.out.printf(
        Locale.ROOT,
        "%s=%s%n    %s%s%n",
        setting.name(),
        shown(setting, values),
        setting.description(),
        defaultOf(setting));
  }

  private static String shown(Setting setting, SettingValues values) {
    if (setting.secret()) {
      return values.isSet(setting) ? "(set, not shown)" : "(not set)";
    }
    // Parameters of a URL, and whatever stands before an @, may be a password.
    return values.get(setting).replaceAll("[?].*", "?…").replaceAll("//[^/@]*@", "//…@");
  }

  private static String defaultOf(Setting setting) {
    if (setting.secret()) {
      return "; also as " + setting.name() + "_FILE";
    }
    return setting.defaultValue().isEmpty() ? "" : " (default: " + setting.defaultValue() + ")";
  }
}
