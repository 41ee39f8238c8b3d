package dev.waybill.bootstrap.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A folder that goes with everything in it when it is closed. */
public record TemporaryFolder(Path path) implements AutoCloseable {
  /**
   * Makes one among the system's temporary files.
   *
   * @throws StageFailedException when that is not possible
   */
  public static TemporaryFolder make(String prefix) {
    try {
      return new TemporaryFolder(Files.createTempDirectory(prefix));
    } catch (IOException e) {
      throw new StageFailedException("No folder for temporary files can be made", e);
    }
  }

  @Override
  public void close() {
    try (var files = Files.walk(path)) {
      files.sorted(Comparator.reverseOrder()).forEach(TemporaryFolder::deleteOne);
    } catch (IOException | UncheckedIOException e) {
      // A file that will not go is a temporary file among others.
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
