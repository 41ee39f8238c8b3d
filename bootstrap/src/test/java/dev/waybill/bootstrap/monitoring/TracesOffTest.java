package dev.waybill.bootstrap.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.endtoend.WaybillProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces cost a start nothing where nobody wants them. */
class TracesOffTest {
  private static final String SDK = "io.opentelemetry.";

  @TempDir private Path folder = Path.of("");

  @Test
  void without_an_endpoint_no_class_of_the_sdk_is_loaded_and_so_no_thread_of_it_runs()
      throws Exception {
    assertThat(loaded("off", Map.of("OTEL_SERVICE_NAME", "shop")))
        .contains("dev.waybill.domain.telemetry.Tracing ")
        .doesNotContain(SDK);
    assertThat(loaded("on", Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")))
        .as("it would be seen")
        .contains(SDK);
  }

  /** The classes a platform loads until it is ready and stops. */
  private String loaded(String name, Map<String, String> more)
      throws IOException, InterruptedException {
    var log = folder.resolve(name + ".log");
    var environment = new HashMap<>(more);
    environment.put("WAYBILL_DATA_DIR", folder.resolve(name).toString());
    environment.put("WAYBILL_PORT", "0");
    environment.put("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log);
    try (var process = WaybillProcess.start(environment, "serve")) {
      process.awaitLine("Waybill ready at ");
      assertThat(process.stop()).isIn(0, 143);
    }
    try (var lines = Files.lines(log)) {
      return lines.collect(Collectors.joining("\n"));
    }
  }
}
