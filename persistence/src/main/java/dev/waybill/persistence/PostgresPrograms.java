package dev.waybill.persistence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs. They refuse to run as root; there they run in a user namespace of
 * their own, in which nobody is root.
 */
final class PostgresPrograms {
  private final Path home;

  PostgresPrograms(Path home) {
    this.home = home;
  }

  /** The command of a program, as one may run it here. */
  List<String> command(String program, List<String> arguments) {
    var command = new ArrayList<String>();
    if (isRoot()) {
      command.addAll(List.of("unshare", "--user"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    return command;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Runs a program to its end. */
  Result run(String program, List<String> arguments, Duration limit) throws IOException {
    var output = Files.createTempFile("waybill-" + program, ".out");
    try {
      var process =
          new ProcessBuilder(command(program, arguments))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = waitFor(process, limit);
      var text = Files.readString(output, StandardCharsets.UTF_8).strip();
      return ended
          ? new Result(process.exitValue(), text)
          : new Result(-1, program + " did not end within " + limit);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static boolean waitFor(Process process, Duration limit) {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return false;
  }

  /** How a program ended, and what it said. */
  record Result(int exit, String output) {
    boolean isFine() {
      return exit == 0;
    }
  }
}
