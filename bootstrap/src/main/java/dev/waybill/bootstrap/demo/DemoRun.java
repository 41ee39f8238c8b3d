package dev.waybill.bootstrap.demo;

import dev.waybill.bootstrap.Destinations;
import dev.waybill.bootstrap.Platform;
import dev.waybill.bootstrap.settings.SettingValues;
import dev.waybill.bootstrap.settings.Settings;
import dev.waybill.domain.credential.Secret;
import dev.waybill.json.JacksonCodec;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Sets the stage for the {@link Demo} in a folder of its own, and clears it away afterwards. */
public final class DemoRun {
  private static final int USUAL_PORT = 8080;

  private final DemoOptions options;
  private final PrintStream out;

  public DemoRun(DemoOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /**
   * Runs the demonstration.
   *
   * @param stopAsked whether somebody pressed Ctrl-C; looked at every second at least
   * @return whether everything that was claimed held; a run that was stopped claims nothing
   */
  public boolean run(BooleanSupplier stopAsked) throws InterruptedException {
    var folder = makeFolder();
    var accessToken = new Secret(SimulatorRun.madeToken());
    try (var simulator = SimulatorProcess.start(accessToken.reveal())) {
      out.println("Simulated TikTok at " + simulator.base() + "/control/statistics");
      var destinations = Destinations.load(folder.resolve("plugins"));
      try (var platform =
          Platform.start(settings(folder, simulator.base(), destinations), destinations)) {
        simulator.awaitReady();
        out.println("Waybill at " + platform.address() + "  (/v1/ledger, /openapi.json, /metrics)");
        out.println("Admin token in " + platform.adminTokenFile());
        return new Demo(
                options,
                out,
                new JacksonCodec(),
                platform.address(),
                simulator.base(),
                platform.adminToken())
            .run(accessToken, stopAsked);
      }
    } finally {
      delete(folder);
    }
  }

  private static Settings settings(Path folder, URI simulator, Destinations destinations) {
    var environment =
        Map.of(
            "WAYBILL_DATA_DIR",
            folder.toString(),
            "WAYBILL_PORT",
            Integer.toString(freePort()),
            "WAYBILL_TIKTOK_EVENTS_BASE_URL",
            simulator.toString());
    return switch (Settings.check(SettingValues.read(environment), destinations.specs())) {
      case Settings.Checked.Valid(var settings) -> settings;
      case Settings.Checked.Invalid(var problems) ->
          throw new DemoFailedException(String.join("; ", problems), null);
    };
  }

  /** The usual port if nobody listens there, else any. */
  private static int freePort() {
    try (var probe = new ServerSocket(USUAL_PORT, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      return 0;
    }
  }

  private static Path makeFolder() {
    try {
      return Files.createTempDirectory("waybill-demo-");
    } catch (IOException e) {
      throw new DemoFailedException("No folder for temporary files can be made", e);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(DemoRun::deleteOne);
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
