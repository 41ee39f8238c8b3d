package dev.waybill.bootstrap.demo;

import dev.waybill.bootstrap.Destinations;
import dev.waybill.bootstrap.Platform;
import dev.waybill.bootstrap.settings.SettingValues;
import dev.waybill.bootstrap.settings.Settings;
import dev.waybill.bootstrap.stage.SimulatorProcess;
import dev.waybill.bootstrap.stage.StageFailedException;
import dev.waybill.bootstrap.stage.TemporaryFolder;
import dev.waybill.domain.credential.Secret;
import dev.waybill.json.JacksonCodec;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Sets the stage for the {@link Demo} in a folder of its own, and clears it away afterwards. */
public final class DemoRun {
  private static final int USUAL_PORT = 8080;
  private static final List<String> SIMULATOR_OPTIONS =
      List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

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
    var accessToken = new Secret(SimulatorRun.madeToken());
    try (var temporary = TemporaryFolder.make("waybill-demo-");
        var simulator =
            SimulatorProcess.start(
                SIMULATOR_OPTIONS,
                List.of(),
                accessToken.reveal(),
                temporary.path().resolve("simulator.log"))) {
      var folder = temporary.path();
      out.println("Simulated TikTok at " + simulator.base() + "/control/statistics");
      var destinations = Destinations.load(folder.resolve("plugins"));
      try (var platform =
          Platform.start(settings(folder, simulator.base(), destinations), destinations)) {
        simulator.awaitReady();
        out.println("Waybill at " + platform.address() + "  (/v1/ledger, /openapi.json, /metrics)");
        out.println("Console at " + platform.address() + "/  (sign in with the admin token)");
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
          throw new StageFailedException(String.join("; ", problems));
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
}
