package dev.waybill.bootstrap.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was really set: the environment over the file, secrets from their files. */
public final class SettingValues {
  private static final String FILE_SUFFIX = "_FILE";
  private static final Set<String> CLIENTS =
      Set.of(
          "WAYBILL_URL",
          "WAYBILL_TOKEN",
          "WAYBILL_TOKEN_FILE",
          "WAYBILL_WRITE_KEY",
          "WAYBILL_WRITE_KEY_FILE");

  private final Map<String, String> values = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  private SettingValues() {}

  /** Reads the environment and the file it names; mistakes are kept for {@link #problems}. */
  public static SettingValues read(Map<String, String> environment) {
    var read = new SettingValues();
    var file = environment.get(SettingCatalogue.CONFIG_FILE.name());
    if (file != null && !file.isBlank()) {
      read.readFile(Path.of(file));
    }
    environment.forEach(
        (name, value) -> {
          if (isOurs(name) && !value.isBlank()) {
            read.values.put(name, value.strip());
          }
        });
    return read;
  }

  private static boolean isOurs(String name) {
    return name.startsWith("WAYBILL_")
        || SettingCatalogue.SHARED.stream().anyMatch(setting -> isNameOf(setting, name));
  }

  private void readFile(Path file) {
    try {
      var properties = new Properties();
      properties.load(new StringReader(Files.readString(file)));
      properties.forEach((name, value) -> values.put((String) name, ((String) value).strip()));
    } catch (IOException | IllegalArgumentException e) {
      problems.add(SettingCatalogue.CONFIG_FILE.name() + ": cannot read " + file);
    }
  }

  /** Mistakes found so far, and names that no setting has. */
  List<String> problems(List<Setting> known) {
    var all = new ArrayList<>(problems);
    values.keySet().stream()
        .sorted()
        .filter(name -> known.stream().noneMatch(setting -> isNameOf(setting, name)))
        .filter(name -> !isLaunchers(name))
        .forEach(name -> all.add(name + ": there is no such setting; see ./waybill config"));
    return all;
  }

  private static boolean isNameOf(Setting setting, String name) {
    return name.equals(setting.name())
        || (setting.secret() && name.equals(setting.name() + FILE_SUFFIX));
  }

  /**
   * Variables of the launcher, the commands that speak to the API, the simulator and the tests,
   * which are no settings of the platform.
   */
  private static boolean isLaunchers(String name) {
    return name.startsWith("WAYBILL_SIMULATOR_")
        || CLIENTS.contains(name)
        || name.equals("WAYBILL_JAVA_HOME")
        || name.equals("WAYBILL_JAVA_OPTS")
        || name.startsWith("WAYBILL_TEST_");
  }

  /** The value or default. */
  public String get(Setting setting) {
    return values.getOrDefault(setting.name(), setting.defaultValue());
  }

  /** Whether somebody set it, itself or as a file. */
  public boolean isSet(Setting setting) {
    return values.containsKey(setting.name())
        || (setting.secret() && values.containsKey(setting.name() + FILE_SUFFIX));
  }

  /**
   * The text of a secret, from its file if that is how it was given; null when it was not given.
   */
  @Nullable String secret(Setting setting, List<String> found) {
    var direct = values.get(setting.name());
    var file = values.get(setting.name() + FILE_SUFFIX);
    if (direct != null && file != null) {
      found.add(setting.name() + ": given twice, itself and as " + setting.name() + FILE_SUFFIX);
    }
    if (direct != null || file == null) {
      return direct;
    }
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      found.add(setting.name() + FILE_SUFFIX + ": cannot read " + file);
      return null;
    }
  }
}
