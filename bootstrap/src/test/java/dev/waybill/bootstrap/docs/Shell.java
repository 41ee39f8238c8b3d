package dev.waybill.bootstrap.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs what a page says to type, as bash does, in a folder. */
record Shell(Path folder, Map<String, String> environment) {
  Shell {
    environment = Map.copyOf(environment);
  }

  /** What it printed and how it ended. */
  record Ended(int code, String output) {}

  Ended run(String script, Duration atMost) throws IOException, InterruptedException {
    var output = Files.createTempFile(folder, "output", ".txt");
    var builder =
        new ProcessBuilder("bash", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("WAYBILL_"));
    builder.environment().putAll(environment);
    var process = builder.start();
    try {
      if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("not done in " + atMost + ":\n" + Files.readString(output));
      }
      return new Ended(process.exitValue(), Files.readString(output));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
