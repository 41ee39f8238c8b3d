package dev.waybill.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between the pages lead somewhere. */
class LinkTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]+))?\\)");

  static List<String> pages() throws IOException {
    var root = Page.repository();
    try (var files = Files.walk(root.resolve("docs"))) {
      return Stream.concat(Stream.of(root.resolve("README.md")), files)
          .filter(file -> file.toString().endsWith(".md"))
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_link_of_the_page_leads_to_a_file_and_a_heading(String name) {
    var page = Page.read(name);
    LINK.matcher(String.join("\n", page.lines()))
        .results()
        .forEach(link -> assertLeadsSomewhere(page, link.group(1), link.group(2)));
  }

  private static void assertLeadsSomewhere(Page page, String target, @Nullable String heading) {
    var file = target.isEmpty() ? page.file() : page.file().resolveSibling(target);
    assertThat(file).exists();
    if (heading != null) {
      assertThat(headings(file)).as("headings of %s", file.getFileName()).contains(heading);
    }
  }

  private static List<String> headings(Path file) {
    var name = Page.repository().relativize(file.normalize()).toString();
    return Page.read(name).lines().stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
        .toList();
  }
}
