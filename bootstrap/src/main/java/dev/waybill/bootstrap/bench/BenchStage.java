package dev.waybill.bootstrap.bench;

import dev.waybill.bootstrap.demo.SimulatorRun;
import dev.waybill.bootstrap.stage.ApiClient;
import dev.waybill.bootstrap.stage.ChildProcess;
import dev.waybill.bootstrap.stage.SimulatorProcess;
import dev.waybill.domain.credential.Secret;
import dev.waybill.json.JacksonCodec;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * The platform and the simulated TikTok, each a process of its own with the virtual machine's
 * options of this one: what the launcher gives to {@code bench} it gives to {@code serve}.
 */
final class BenchStage implements AutoCloseable {
  /** Where the platform logs to, in the run's folder. */
  static final String PLATFORM_LOG = "serve.log";

  private static final List<String> NO_LIMITS =
      List.of("--per-second", "1000000", "--per-minute", "60000000", "--per-day", "86400000000");
  // Its memory is the peer's and not ours: the keys of some forty million events.
  private static final String SIMULATOR_MEMORY = "-Xmx2g";

  private final Secret accessToken = new Secret(SimulatorRun.madeToken());
  private final Secret adminToken = new Secret(SimulatorRun.madeToken());
  private final SimulatorProcess simulator;
  private final ChildProcess platform;
  private final URI platformAddress;
  private final ApiClient platformApi;
  private final ApiClient simulatorApi;

  private BenchStage(BenchDatabase database, Path folder) throws InterruptedException {
    var options = new ArrayList<>(ChildProcess.ownOptions());
    options.add(SIMULATOR_MEMORY);
    simulator =
        SimulatorProcess.start(
            options, NO_LIMITS, accessToken.reveal(), folder.resolve("simulator.log"));
    try {
      platform = startPlatform(database, folder);
    } catch (RuntimeException e) {
      simulator.close();
      throw e;
    }
    try {
      platformAddress = URI.create(platform.awaitLine("Waybill ready at "));
      simulator.awaitReady();
    } catch (RuntimeException | InterruptedException e) {
      platform.close();
      simulator.close();
      throw e;
    }
    var json = new JacksonCodec();
    platformApi = new ApiClient(json, platformAddress);
    simulatorApi = new ApiClient(json, simulator.base());
  }

  /** Starts both and returns when they answer. */
  static BenchStage set(BenchDatabase database, Path folder) throws InterruptedException {
    return new BenchStage(database, folder);
  }

  private ChildProcess startPlatform(BenchDatabase database, Path folder) {
    var environment = new HashMap<>(database.environment());
    environment.put("WAYBILL_DATA_DIR", folder.toString());
    environment.put("WAYBILL_PORT", "0");
    environment.put("WAYBILL_ADMIN_TOKEN", adminToken.reveal());
    environment.put("WAYBILL_TIKTOK_EVENTS_BASE_URL", simulator.base().toString());
    return ChildProcess.start(
        ChildProcess.ownOptions(), List.of("serve"), environment, folder.resolve(PLATFORM_LOG));
  }

  Secret accessToken() {
    return accessToken;
  }

  Secret adminToken() {
    return adminToken;
  }

  ApiClient platform() {
    return platformApi;
  }

  ApiClient simulator() {
    return simulatorApi;
  }

  URI platformAddress() {
    return platformAddress;
  }

  long platformPid() {
    return platform.pid();
  }

  long simulatorPid() {
    return simulator.pid();
  }

  /** The platform first, so that it can still settle what is in flight. */
  @Override
  public void close() {
    platformApi.close();
    simulatorApi.close();
    platform.close();
    simulator.close();
  }
}
