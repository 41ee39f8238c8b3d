package dev.waybill.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbound.cli.Surroundings;
import dev.waybill.inbound.cli.doctor.Finding;
import dev.waybill.inbound.cli.doctor.Finding.State;
import dev.waybill.json.JacksonCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCheckupTest {
  @TempDir private Path folder = Path.of("");

  private List<Finding> examined(Map<String, String> more) {
    var environment = new HashMap<>(more);
    environment.put("WAYBILL_DATA_DIR", folder.toString());
    var here =
        new Surroundings(
            environment,
            InputStream.nullInputStream(),
            new PrintWriter(new StringWriter()),
            new PrintWriter(new StringWriter()),
            false,
            new JacksonCodec(),
            InstantSource.system(),
            _ -> {});
    return new LocalCheckup(here).examine();
  }

  @Test
  void what_is_well_is_told_too() {
    assertThat(examined(Map.of("WAYBILL_URL", "http://x")))
        .extracting(Finding::area)
        .containsExactly("java", "settings", "data", "disk");
    assertThat(examined(Map.of())).noneMatch(finding -> finding.state() == State.WRONG);
  }

  @Test
  void each_wrong_setting_is_told() {
    assertThat(examined(Map.of("WAYBILL_PORT", "http", "WAYBILL_PROT", "1")))
        .filteredOn(finding -> finding.state() == State.WRONG)
        .extracting(Finding::found)
        .anyMatch(found -> found.startsWith("WAYBILL_PORT: wanted"))
        .anyMatch(found -> found.startsWith("WAYBILL_PROT: there is no such setting"));
  }

  @Test
  void a_secret_that_others_can_read_is_wrong_and_a_missing_folder_to_be_looked_at()
      throws IOException {
    var token = Files.writeString(folder.resolve("admin-token"), "secret");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(examined(Map.of()))
        .anySatisfy(finding -> assertThat(finding.mend()).isEqualTo("chmod 600 " + token));
    Files.delete(token);
    Files.delete(folder);
    assertThat(examined(Map.of())).anyMatch(finding -> finding.found().endsWith("is not there."));
    Files.createDirectory(folder);
  }
}
