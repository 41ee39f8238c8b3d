package dev.waybill.inbound.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.audit.ReadAudit.Act;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ActRowTest {
  private static final Pattern ACTION = Pattern.compile("\"([a-z]+(?:_[a-z]+)+)\"");

  /** The words that the domain's use cases record acts by, from their sources. */
  private static List<String> recorded() throws IOException {
    try (var files = Files.walk(Path.of("..", "domain", "src", "main", "java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(ActRowTest::read)
          .filter(text -> text.contains("audit.record("))
          .flatMap(
              text -> ACTION.matcher(text).results().map((MatchResult found) -> found.group(1)))
          .distinct()
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void every_act_that_is_recorded_is_told_in_words() throws IOException {
    var recorded = recorded();
    assertThat(recorded).contains("promote_connector", "pause_replay", "reveal_event");
    assertThat(recorded)
        .allSatisfy(
            action ->
                assertThat(ActRow.of(new Act(Instant.EPOCH, "admin token", action, "con_1")).what())
                    .doesNotContain("no words for"));
  }
}
