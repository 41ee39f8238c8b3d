package dev.waybill.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.endtoend.WaybillProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows the tutorial: a destination that is built outside the repository, and delivers. */
class AddADestinationTest {
  private static final Page PAGE = Page.read("docs/add-a-destination.md");
  private static final String FILE = "file=";

  @TempDir private Path clone = Path.of("");
  @TempDir private Path elsewhere = Path.of("");

  @Test
  void a_jar_built_outside_the_repository_delivers() throws Exception {
    var checkout = Checkout.in(clone);
    writeFiles();
    var steps = PAGE.blocks().stream().filter(block -> block.mark().equals("run")).toList();
    assertThat(steps).as("build, and use").hasSize(2);
    type(steps.getFirst(), Map.of());
    assertThat(checkout.dataDirectory().resolve("plugins/file-lines.jar")).exists();
    try (var platform = serve(checkout)) {
      var used = type(steps.getLast(), Map.of("API", platform.awaitLine("Waybill ready at ")));
      assertThat(used).contains("\"title\":\"File of lines\"").contains("\"passed\":true");
      assertThat(Files.readAllLines(elsewhere.resolve("events.jsonl")))
          .singleElement()
          .asString()
          .contains("\"event_id\":\"till-1\"")
          .contains("\"value\":4.5");
      platform.stop();
    }
  }

  private void writeFiles() throws IOException {
    var files = PAGE.blocks().stream().filter(block -> block.mark().startsWith(FILE)).toList();
    assertThat(files).as("a class and the line that names it").hasSize(2);
    for (var block : files) {
      var file = elsewhere.resolve(block.mark().substring(FILE.length()));
      Files.createDirectories(file.getParent());
      Files.writeString(file, block.text());
    }
  }

  private String type(Page.Block block, Map<String, String> more) throws Exception {
    var environment = new HashMap<>(more);
    environment.put("CHECKOUT", clone.toString());
    environment.put("JAVA_HOME", Checkout.javaHome().toString());
    var ended =
        new Shell(elsewhere, environment).run("set -e\n" + block.text(), Duration.ofMinutes(1));
    assertThat(ended.code()).as(ended.output()).isZero();
    return ended.output();
  }

  private static WaybillProcess serve(Checkout checkout) throws IOException {
    var line = StartLine.of(PAGE.block("start"));
    assertThat(line.arguments()).isEqualTo(List.of("serve"));
    return line.start(
        Map.of("WAYBILL_DATA_DIR", checkout.dataDirectory().toString(), "WAYBILL_PORT", "0"));
  }
}
