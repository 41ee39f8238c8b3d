package dev.waybill.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.Destinations;
import dev.waybill.bootstrap.settings.Setting;
import dev.waybill.bootstrap.settings.SettingCatalogue;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of settings says what the program says. */
class ConfigurationDocTest {
  @TempDir private Path noPlugins = Path.of("");

  @Test
  void every_setting_is_in_the_table_as_the_program_describes_it() {
    var settings = SettingCatalogue.all(Destinations.load(noPlugins).specs());
    assertThat(settings).hasSizeGreaterThan(10);
    var rows = Page.read("docs/configuration.md").lines();
    assertThat(rows.stream().filter(line -> line.startsWith("| `")))
        .containsExactlyElementsOf(settings.stream().map(ConfigurationDocTest::row).toList());
  }

  private static String row(Setting setting) {
    var value = setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`";
    return "| `%s` | %s | %s |"
        .formatted(
            setting.name(), setting.secret() ? "secret" : value, escaped(setting.description()));
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }
}
