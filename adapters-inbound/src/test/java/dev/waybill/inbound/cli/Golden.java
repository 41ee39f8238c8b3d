package dev.waybill.inbound.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What commands print, kept as files and reviewed as code. With WAYBILL_TEST_GOLDEN=write in the
 * environment they are written instead of compared.
 */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/dev/waybill/inbound/cli");

  private Golden() {}

  static void assertIs(String name, String text) throws IOException {
    var file = FOLDER.resolve(name);
    if ("write".equals(System.getenv("WAYBILL_TEST_GOLDEN"))) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, text);
    }
    assertThat(text).as(name).isEqualTo(Files.readString(file));
  }
}
