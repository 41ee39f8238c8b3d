package dev.waybill.bootstrap.stage;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A command of Waybill's as a process of its own, made of this process's Java and class path. What
 * it prints goes to a file. Its standard input stays open as long as this process lives.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Duration STARTING = Duration.ofSeconds(90);
  private static final Duration STOPPING = Duration.ofSeconds(40);
  private static final int LINES_TO_TELL = 12;

  private final Process process;
  private final Path log;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** The options this very process was given for its virtual machine, to be handed on. */
  public static List<String> ownOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-agentlib") && !option.startsWith("-javaagent"))
        .toList();
  }

  /**
   * Starts it and does not wait.
   *
   * @param options of the virtual machine; a later one wins over an earlier one
   * @param environment beside this process's own
   * @param log where its output goes
   * @throws StageFailedException when it cannot be started
   */
  public static ChildProcess start(
      List<String> options, List<String> arguments, Map<String, String> environment, Path log) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.waybill.bootstrap.Main");
    command.addAll(arguments);
    try {
      var builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      return new ChildProcess(builder.start(), log);
    } catch (IOException e) {
      throw new StageFailedException("'" + arguments.getFirst() + "' did not start", e);
    }
  }

  /** What follows the prefix on the first line that begins with it, waited for. */
  public String awaitLine(String prefix) throws InterruptedException {
    long deadline = System.nanoTime() + STARTING.toNanos();
    while (true) {
      boolean alive = process.isAlive();
      var line = line(prefix);
      if (line.isPresent()) {
        return line.get();
      }
      if (!alive || System.nanoTime() > deadline) {
        throw new StageFailedException("A process did not get ready. It said:\n" + lastLines());
      }
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
  }

  private Optional<String> line(String prefix) {
    return lines().stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst();
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new StageFailedException("The output of a process cannot be read", e);
    }
  }

  private String lastLines() {
    var lines = lines();
    return String.join(
        "\n", lines.subList(Math.max(0, lines.size() - LINES_TO_TELL), lines.size()));
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGTERM, and SIGKILL when it does not listen. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOPPING.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
