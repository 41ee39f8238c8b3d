package dev.waybill.bootstrap.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A command of Waybill's as a process of its own, made of this test's class path. */
public final class WaybillProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final String FLAGS = "flags=\"-Xmx";

  private final Process process;
  private final List<String> output = new CopyOnWriteArrayList<>();

  private WaybillProcess(Process process) {
    this.process = process;
  }

  /** Starts {@code waybill <arguments>} with those environment variables beside the usual ones. */
  public static WaybillProcess start(Map<String, String> environment, String... arguments)
      throws IOException {
    return new WaybillProcess(prepared(environment, arguments).redirectErrorStream(true).start());
  }

  /** The same with its log in a file, apart from what it prints for people. */
  public static WaybillProcess start(Path log, Map<String, String> environment, String... arguments)
      throws IOException {
    return new WaybillProcess(prepared(environment, arguments).redirectError(log.toFile()).start());
  }

  private static ProcessBuilder prepared(Map<String, String> environment, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(launcherFlags());
    // A test's process lives for seconds: quick to start is all that matters.
    command.add("-XX:TieredStopAtLevel=1");
    // As the launcher and the jar have it, so that Java itself warns of nothing.
    command.addAll(
        List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.waybill.bootstrap.Main");
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("WAYBILL_"));
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    builder.environment().putAll(environment);
    return builder;
  }

  /** With those of the launcher it has to fit into the memory that is promised of it. */
  private static List<String> launcherFlags() throws IOException {
    for (var line : Files.readAllLines(Path.of("..", "waybill"))) {
      if (line.startsWith(FLAGS)) {
        return List.of(line.substring(line.indexOf('"') + 1, line.length() - 1).split(" "));
      }
    }
    throw new AssertionError("the launcher names no flags");
  }

  /** What follows the prefix on the first line that begins with it. */
  public String awaitLine(String prefix) {
    var line = CompletableFuture.supplyAsync(() -> readTo(prefix), Thread::startVirtualThread);
    try {
      return line.get(START.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
      throw new AssertionError("no line '" + prefix + "' came; the output was:\n" + output(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private String readTo(String prefix) {
    var reader = process.inputReader(StandardCharsets.UTF_8);
    try {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        output.add(line);
        if (line.startsWith(prefix)) {
          Thread.startVirtualThread(() -> drain(reader));
          return line.substring(prefix.length()).strip();
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("the process ended first");
  }

  private void drain(BufferedReader reader) {
    try {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        output.add(line);
      }
    } catch (IOException e) {
      // the process is gone, and so is its output
    }
  }

  /** Everything it printed until now. */
  public String output() {
    return String.join("\n", output);
  }

  public long pid() {
    return process.pid();
  }

  /** {@code kill -9}, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Waits for it to end by itself; its whole output is in {@link #output()} then. */
  public int awaitExit(Duration atMost) throws InterruptedException {
    var reader = process.inputReader(StandardCharsets.UTF_8);
    var draining = Thread.startVirtualThread(() -> drain(reader));
    if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("did not end in time; the output was:\n" + output());
    }
    draining.join();
    return process.exitValue();
  }

  /** SIGTERM, without waiting for what it does about it. */
  public void terminate() {
    process.destroy();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGTERM, as an operator stops it; SIGKILL when it does not listen. */
  public int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("did not stop in time; the output was:\n" + output());
    }
    return process.exitValue();
  }

  /**
   * Stops it if it still runs: in order, so that its database stops with it, and by force only when
   * it will not.
   */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
