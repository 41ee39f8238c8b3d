package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that unpack at once get along: one of them publishes, all of them go on. */
class PostgresBinariesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void whoever_publishes_second_keeps_what_the_first_one_published() throws IOException {
    var target = folder.resolve("postgres");
    PostgresBinaries.publish(unpacked("first"), target);
    PostgresBinaries.publish(unpacked("second"), target);
    assertThat(target.resolve("program")).hasContent("first");
  }

  @Test
  void a_folder_that_cannot_be_published_is_a_failure() {
    assertThatThrownBy(
            () -> PostgresBinaries.publish(folder.resolve("none"), folder.resolve("postgres")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private Path unpacked(String program) throws IOException {
    var unfinished = Files.createDirectory(folder.resolve("unpacking-" + program));
    Files.writeString(unfinished.resolve("program"), program);
    return unfinished;
  }
}
