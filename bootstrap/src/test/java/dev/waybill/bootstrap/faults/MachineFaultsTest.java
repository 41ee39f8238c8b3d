package dev.waybill.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine whose clock is wrong or whose disk is full, and the backlog after an outage. */
@Tag("faults")
@Tag("machine")
class MachineFaultsTest {
  private static final Path LIBRARIES = Path.of("/usr/lib");
  private static final int BACKLOG = 250 * Rounds.asked();
  private static final int DRAINED = 12_000;
  private static final int RATE = 1_500;

  /** What a second of rest saves up, and four deliveries on their way that are counted later. */
  private static final int AHEAD = RATE + 4_000;

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"+1h", "-1h"})
  void a_clock_that_is_an_hour_off_changes_nothing(String off) throws Exception {
    // Without the last one libfaketime lets waits of the monotonic clock end by the wrong one.
    var wrong =
        Map.of(
            "LD_PRELOAD",
            libfaketime().toString(),
            "FAKETIME",
            off,
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1",
            "FAKETIME_FORCE_MONOTONIC_FIX",
            "0");
    var server = new Server(folder.resolve("postgres"), Map.of());
    try (var stage = FaultStage.open(folder, server, wrong)) {
      stage.shop().open();
      stage.awaitDelivered(1_000);
      stage.line().become(WeakLine.Mode.REFUSE);
      stage.awaitAccepted(1_000);
      stage.fault();
      stage.line().become(WeakLine.Mode.PASS);
      stage.awaitDelivered(1_000);
      // The next one has the right time: what the first one left waits no hour for it.
      stage.platform().stop();
      stage.startAgain();
      stage.awaitDelivered(1_000);
      stage.reconcile();
    }
  }

  private static Path libfaketime() throws IOException {
    try (var found = Files.find(LIBRARIES, 3, (path, _) -> path.endsWith("libfaketime.so.1"))) {
      return found
          .findFirst()
          .orElseThrow(
              () ->
                  new AssertionError(
                      "this test needs libfaketime: install Debian's package faketime"));
    }
  }

  @Test
  void a_full_disk_refuses_events_and_is_over_when_there_is_room() throws Exception {
    try (var disk = SmallDisk.mount(folder.resolve("disk"), 700)) {
      var server = new Server(disk.path().resolve("postgres"), Map.of("max_wal_size", "64MB"));
      try (var stage = FaultStage.open(folder, server, Map.of())) {
        stage.shop().open();
        stage.awaitDelivered(500);
        disk.fill();
        FaultStage.await("the shop is refused", () -> stage.shop().answered(503) > 0);
        var full = stage.bound().look();
        disk.makeRoom();
        if (!server.isRunning()) {
          server.startAgain();
        }
        stage.bound().fault(full);
        stage.awaitAccepted(500);
        stage.awaitDelivered(500);
        stage.reconcile();
      }
    }
  }

  @Test
  void the_backlog_of_an_outage_drains_beside_fresh_events() throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.addNeighbour();
      stage.limitTo(Integer.toString(RATE));
      stage.line().become(WeakLine.Mode.REFUSE);
      stage.shop().open();
      stage.awaitAccepted(1_000);
      stage.awaitAccepted(DRAINED + BACKLOG);
      stage.line().become(WeakLine.Mode.PASS);
      // The breaker looks for itself whether the outage is over.
      stage.awaitDelivered(1_000);
      long begun = System.nanoTime();
      int had = (int) stage.simulator().statistics().uniqueEvents();
      stage.neighbour().assertKeepsUpWith(stage.shop());
      stage.awaitDelivered(DRAINED - (int) stage.simulator().statistics().uniqueEvents());
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .as("%d events at %d a second", DRAINED, RATE)
          .isBetween(
              Duration.ofMillis((DRAINED - had - AHEAD) * 1_000L / RATE),
              Duration.ofMillis(2_000L * (DRAINED - had) / RATE));
      stage.limitTo("null");
      stage.reconcile();
    }
  }
}
