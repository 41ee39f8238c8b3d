package dev.waybill.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.endtoend.WaybillProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** What nodes take of the machine and of their database, which is bounded whatever happened. */
final class Footprint {
  private static final long MOST_MEGABYTES = 512;

  /** Four for ingest, ten for delivery, four for who looks, four for beats. */
  private static final long MOST_CONNECTIONS = 22;

  private static final String CONNECTIONS =
      "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'waybill-%'";

  private Footprint() {}

  static void assertBounded(WaybillProcess node) throws IOException {
    assertThat(peakMegabytes(node.pid())).as("peak of resident memory").isLessThan(MOST_MEGABYTES);
  }

  static void assertBounded(Server database, long nodes) throws SQLException {
    assertThat(database.number(CONNECTIONS))
        .as("connections of %d nodes", nodes)
        .isBetween(1L, nodes * MOST_CONNECTIONS);
  }

  private static long peakMegabytes(long pid) throws IOException {
    for (var line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1_024;
      }
    }
    throw new AssertionError("no VmHWM of process " + pid);
  }
}
