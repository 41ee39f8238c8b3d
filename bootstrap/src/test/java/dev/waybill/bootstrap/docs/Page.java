package dev.waybill.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation. */
record Page(Path file, List<String> lines) {
  private static final Pattern FENCE = Pattern.compile("```(\\S*) ?(.*)");

  Page {
    lines = List.copyOf(lines);
  }

  /**
   * A fenced block.
   *
   * @param mark what stands behind the language: {@code run}, {@code start=serve}, {@code file=…}
   */
  record Block(String language, String mark, String text) {}

  /** Reads a page; its name begins at the top of the repository. */
  static Page read(String name) {
    try {
      var file = repository().resolve(name);
      return new Page(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw new AssertionError("the page is not there: " + name, e);
    }
  }

  /** The folder with the launcher, at or above the one the tests run in. */
  static Path repository() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
        .filter(folder -> Files.isExecutable(folder.resolve("waybill")))
        .findFirst()
        .orElseThrow();
  }

  List<Block> blocks() {
    var blocks = new ArrayList<Block>();
    for (int i = 0; i < lines.size(); i++) {
      var fence = FENCE.matcher(lines.get(i));
      if (fence.matches()) {
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
        var text = String.join("\n", lines.subList(i + 1, end)) + "\n";
        blocks.add(new Block(fence.group(1), fence.group(2), text));
        i = end;
      }
    }
    return blocks;
  }

  /** The only block with that mark. */
  Block block(String mark) {
    var found = blocks().stream().filter(block -> block.mark().equals(mark)).toList();
    assertThat(found).as("blocks of %s marked %s", file.getFileName(), mark).hasSize(1);
    return found.getFirst();
  }
}
