package dev.waybill.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulator's page, typed as it stands; only the port is the test's own. */
class SimulatorDocTest {
  private static final Page PAGE = Page.read("docs/simulator.md");
  private static final Pattern OPTION = Pattern.compile("(?m)^ +(?:-\\w, )?(--[a-z-]+)");

  @TempDir private Path folder = Path.of("");

  @Test
  void every_command_of_the_page_is_understood() throws Exception {
    try (var simulator =
        StartLine.of(PAGE.block("start=simulator")).start(Map.of(), "--port", "0")) {
      var shell =
          new Shell(folder, Map.of("SIM", simulator.awaitLine("TikTok simulator ready at ")));
      for (var block : new String[] {"run=look", "run=faults", "run=control"}) {
        var ended = shell.run("set -e\n" + PAGE.block(block).text(), Duration.ofMinutes(1));
        assertThat(ended.code()).as(ended.output()).isZero();
      }
    }
  }

  @Test
  void every_option_is_in_the_table() throws Exception {
    Checkout.in(folder);
    var help = new Shell(folder, Map.of()).run("./waybill simulator --help", Duration.ofMinutes(1));
    assertThat(help.code()).as(help.output()).isZero();
    var options =
        OPTION.matcher(help.output()).results().map(MatchResult::group).map(String::strip);
    var table = String.join("\n", PAGE.lines());
    assertThat(options)
        .hasSizeGreaterThan(10)
        .map(option -> option.replaceFirst("^-\\w, ", ""))
        .filteredOn(option -> !option.equals("--help") && !option.equals("--version"))
        .allSatisfy(option -> assertThat(table).contains("`" + option + "`"));
  }

  @Test
  void a_limit_of_nonsense_ends_with_a_sentence() throws Exception {
    Checkout.in(folder);
    var ended =
        new Shell(folder, Map.of())
            .run("./waybill simulator --per-second 0", Duration.ofMinutes(1));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.output())
        .contains("rates: wanted at least 1 call each")
        .doesNotContain("at dev.waybill");
  }
}
