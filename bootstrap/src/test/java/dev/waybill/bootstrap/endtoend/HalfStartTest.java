package dev.waybill.bootstrap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.bootstrap.Destinations;
import dev.waybill.bootstrap.Platform;
import dev.waybill.bootstrap.settings.SettingValues;
import dev.waybill.bootstrap.settings.Settings;
import dev.waybill.persistence.LocalPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that breaks off leaves nothing running, whatever broke it. */
class HalfStartTest {
  @TempDir private Path folder = Path.of("");

  private void start(int port, InstantSource clock) {
    var destinations = Destinations.load(folder.resolve("plugins"));
    var environment =
        Map.of(
            "WAYBILL_DATA_DIR", folder.toString(),
            "WAYBILL_PORT", Integer.toString(port));
    var checked = Settings.check(SettingValues.read(environment), destinations.specs());
    var settings = ((Settings.Checked.Valid) checked).settings();
    Platform.start(settings, destinations, clock).close();
  }

  private void assertNothingIsLeft() {
    assertThat(LocalPostgres.ofAnotherProcess(folder.resolve("postgres"))).isEmpty();
    assertThat(folder.resolve("postgres/postgres-data/postmaster.pid")).doesNotExist();
  }

  @Test
  void an_error_of_the_virtual_machine_stops_the_database_again() {
    InstantSource broken =
        () -> {
          throw new NoClassDefFoundError("of a broken installation");
        };
    assertThatThrownBy(() -> start(0, broken)).isInstanceOf(NoClassDefFoundError.class);
    assertNothingIsLeft();
  }

  @Test
  void a_port_that_is_taken_stops_everything_again() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> start(taken.getLocalPort(), InstantSource.system()))
          .hasMessageContaining(Integer.toString(taken.getLocalPort()));
      assertNothingIsLeft();
    }
  }
}
