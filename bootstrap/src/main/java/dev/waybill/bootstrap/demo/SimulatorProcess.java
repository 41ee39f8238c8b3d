package dev.waybill.bootstrap.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The TikTok simulator as a process of its own, so that what it counts owes nothing to the
 * platform's memory. It ends when this process ends, however that happens: it reads its standard
 * input until that closes.
 */
final class SimulatorProcess implements AutoCloseable {
  static final String READY = "TikTok simulator ready at ";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final URI base;

  private SimulatorProcess(Process process, URI base) {
    this.process = process;
    this.base = base;
  }

  /** Starts the process and does not wait for it: {@link #awaitReady} does. */
  static SimulatorProcess start(String token) {
    int port = freePort();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(
        List.of(
            "dev.waybill.bootstrap.Main",
            "simulator",
            "--port",
            Integer.toString(port),
            "--until-stdin-closes"));
    try {
      var builder =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD);
      // Not on the command line, where every user of the machine could read it.
      builder.environment().put("WAYBILL_SIMULATOR_TOKEN", token);
      return new SimulatorProcess(builder.start(), URI.create("http://127.0.0.1:" + port));
    } catch (IOException e) {
      throw new DemoFailedException("The simulator did not start", e);
    }
  }

  private static int freePort() {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new DemoFailedException("No free port for the simulator", e);
    }
  }

  /** Returns once it answers, or fails after a while. */
  void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new DemoFailedException("The simulator does not answer at " + base, null);
      }
      Thread.sleep(Duration.ofMillis(20));
    }
  }

  private boolean answers() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), base.getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  URI base() {
    return base;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
