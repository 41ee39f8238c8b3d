package dev.waybill.metrics;

import dev.waybill.domain.telemetry.Tracing;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Whether spans arrive; there where spans are recorded. */
final class SpanMetrics {
  private SpanMetrics() {}

  static void register(MeterRegistry registry, Tracing tracing) {
    if (tracing.isOn()) {
      count(registry, tracing, "sent", it -> it.spans().sent());
      count(registry, tracing, "failed", it -> it.spans().failed());
      count(registry, tracing, "dropped", it -> it.spans().dropped());
    }
  }

  private static void count(
      MeterRegistry registry, Tracing tracing, String result, ToDoubleFunction<Tracing> spans) {
    FunctionCounter.builder("waybill.spans", tracing, spans)
        .description("Spans of traces, by what became of them")
        .tag("result", result)
        .register(registry);
  }
}
