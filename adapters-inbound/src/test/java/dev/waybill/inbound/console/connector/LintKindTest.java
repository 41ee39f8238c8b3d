package dev.waybill.inbound.console.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LintKindTest {
  private static final Pattern ROW = Pattern.compile("\\| `([a-z_]+)` \\|");
  private static final String AT_PREVIEW_ALONE = "misspelt_member";

  @Test
  void every_kind_the_documentation_lists_has_words_of_its_own() throws IOException {
    var stranger = LintKind.of("never_heard_of");
    var kinds = ROW.matcher(lintSection()).results().map(row -> row.group(1)).toList();
    assertThat(kinds).hasSizeGreaterThan(20);
    assertThat(kinds)
        .filteredOn(kind -> !kind.equals(AT_PREVIEW_ALONE))
        .allSatisfy(
            kind ->
                assertThat(LintKind.of(kind).meaning()).as(kind).isNotEqualTo(stranger.meaning()));
  }

  private static String lintSection() throws IOException {
    var text = Files.readString(docs().resolve("mapping.md"));
    return text.substring(text.indexOf("## Lint"));
  }

  private static Path docs() {
    var here = Path.of("docs").toAbsolutePath();
    return Files.isDirectory(here) ? here : Path.of("../docs").toAbsolutePath();
  }
}
