package dev.waybill.tracing;

import dev.waybill.domain.telemetry.SpanCounts;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The SDK's part: spans that ended are gathered and posted by threads of its own. */
final class SpanPipeline implements AutoCloseable {
  private static final int ROOM = 2_048;
  private static final int BATCH = 512;
  private static final Duration GATHER = Duration.ofMillis(500);
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LAST_ROUND = Duration.ofSeconds(2);

  // Held, since a logger that nobody holds forgets its level. What it would write is no line of our
  // log, and is said by the exporter once instead of at every batch.
  private static final Logger SDK = Logger.getLogger("io.opentelemetry");

  private final SpanTally tally = new SpanTally(ROOM);
  private final ExecutorService sending =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("traces").factory());
  private final SdkTracerProvider provider;

  SpanPipeline(TraceTarget target, String instance) {
    SDK.setLevel(Level.OFF);
    var batches =
        BatchSpanProcessor.builder(new WatchedExporter(exporter(target), tally))
            .setMaxQueueSize(ROOM)
            .setMaxExportBatchSize(BATCH)
            .setScheduleDelay(GATHER)
            .setMeterProvider(MeterProvider.noop())
            .build();
    this.provider =
        SdkTracerProvider.builder()
            .addResource(resource(target, instance))
            .addSpanProcessor(new SpanRoom(tally, batches))
            .build();
  }

  private static Resource resource(TraceTarget target, String instance) {
    return Resource.create(
        Attributes.of(SpanNames.SERVICE, target.service(), SpanNames.INSTANCE, instance));
  }

  private OtlpHttpSpanExporter exporter(TraceTarget target) {
    var builder =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(target.endpoint() + "/v1/traces")
            .setConnectTimeout(CONNECT)
            .setTimeout(PATIENCE)
            .setMeterProvider(MeterProvider.noop())
            .setExecutorService(sending);
    target.headers().forEach((name, value) -> builder.addHeader(name, value.reveal()));
    return builder.build();
  }

  Tracer tracer() {
    return provider.get(SpanNames.SCOPE);
  }

  SpanCounts counts() {
    return tally.counts();
  }

  /** Sends what is there; what a collector has not taken within a moment is lost. */
  @Override
  public void close() {
    provider.shutdown().join(LAST_ROUND.toMillis(), TimeUnit.MILLISECONDS);
    sending.shutdownNow();
  }
}
