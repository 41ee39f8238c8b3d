package dev.waybill.tracing;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what a collector takes, and says once when it takes no more and once when it does again.
 */
final class WatchedExporter implements SpanExporter {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedExporter.class);

  private final SpanExporter exporter;
  private final SpanTally tally;
  private final AtomicBoolean refused = new AtomicBoolean();

  WatchedExporter(SpanExporter exporter, SpanTally tally) {
    this.exporter = exporter;
    this.tally = tally;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    // The SDK empties the collection for the next batch.
    int count = spans.size();
    var result = exported(spans);
    return result.whenComplete(() -> done(result, count));
  }

  private CompletableResultCode exported(Collection<SpanData> spans) {
    try {
      return exporter.export(spans);
    } catch (RuntimeException e) {
      return CompletableResultCode.ofExceptionalFailure(e);
    }
  }

  private void done(CompletableResultCode result, int spans) {
    if (result.isSuccess()) {
      tally.sent(spans);
      if (refused.compareAndSet(true, false)) {
        LOG.info(
            "traces are taken again by the collector; {} spans were not", tally.counts().failed());
      }
      return;
    }
    tally.failed(spans);
    if (refused.compareAndSet(false, true)) {
      LOG.warn(
          "traces are not taken by the collector: {}; their spans are lost until it takes them,"
              + " and nothing else waits for it",
          why(result.getFailureThrowable()));
    }
  }

  /** No text of an exception or an answer: it may repeat a header. */
  private static String why(@Nullable Throwable failure) {
    if (failure instanceof HttpExportException http && http.getResponse() != null) {
      return "HTTP " + http.getResponse().getStatusCode();
    }
    var cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
    return cause == null ? "no answer" : cause.getClass().getSimpleName();
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
