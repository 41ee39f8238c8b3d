package dev.waybill.bootstrap.bench;

import dev.waybill.domain.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a figure was measured on. */
final class Machine {
  private Machine() {}

  static JsonObject json() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return JsonObject.builder()
        .put("cores", system.getAvailableProcessors())
        .put("processor", field("/proc/cpuinfo", "model name"))
        .put("memory", field("/proc/meminfo", "MemTotal"))
        .put("system", system.getName() + " " + system.getVersion())
        .put("java", System.getProperty("java.vm.version"))
        .put("load_average", Figures.rounded(Math.max(0, system.getSystemLoadAverage()), 2))
        .build();
  }

  private static String field(String file, String name) {
    try (var lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
