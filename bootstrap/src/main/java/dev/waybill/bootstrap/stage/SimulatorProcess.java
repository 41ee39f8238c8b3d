package dev.waybill.bootstrap.stage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The TikTok simulator as a process of its own, so that what it counts owes nothing to the
 * platform's memory. It ends when this process ends, however that happens: it reads its standard
 * input until that closes.
 */
public final class SimulatorProcess implements AutoCloseable {
  /** What the simulator prints before its address. */
  public static final String READY = "TikTok simulator ready at ";

  private final ChildProcess process;
  private final URI base;

  private SimulatorProcess(ChildProcess process, URI base) {
    this.process = process;
    this.base = base;
  }

  /**
   * Starts the process and does not wait for it: {@link #awaitReady} does.
   *
   * @param javaOptions for its virtual machine
   * @param arguments beside the usual ones
   * @param token an access token it honours
   */
  public static SimulatorProcess start(
      List<String> javaOptions, List<String> arguments, String token, Path log) {
    var port = Integer.toString(freePort());
    var all = new ArrayList<>(List.of("simulator", "--port", port, "--until-stdin-closes"));
    all.addAll(arguments);
    // The token not on the command line, where every user of the machine could read it.
    var process =
        ChildProcess.start(javaOptions, all, Map.of("WAYBILL_SIMULATOR_TOKEN", token), log);
    return new SimulatorProcess(process, URI.create("http://127.0.0.1:" + port));
  }

  private static int freePort() {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new StageFailedException("No free port for the simulator", e);
    }
  }

  /** Returns once it answers, or fails after a while. */
  public void awaitReady() throws InterruptedException {
    process.awaitLine(READY);
  }

  /** Where it answers, or will. */
  public URI base() {
    return base;
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.close();
  }
}
