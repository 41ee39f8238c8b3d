package dev.waybill.tracing;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.destination.Call;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.telemetry.CallOutcome;
import dev.waybill.domain.telemetry.SpanCounts;
import dev.waybill.domain.telemetry.Traceparent;
import dev.waybill.domain.telemetry.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Records intakes and calls as spans, which are sent by threads that nobody waits for. */
public final class OpenTelemetryTraces implements Tracing {
  /** More links make a span unreadable, and collectors cut them off there. */
  private static final int MOST_LINKS = 128;

  private final SpanPipeline pipeline;
  private final Tracer tracer;
  private final InstantSource clock;

  private OpenTelemetryTraces(SpanPipeline pipeline, InstantSource clock) {
    this.pipeline = pipeline;
    this.tracer = pipeline.tracer();
    this.clock = clock;
  }

  /**
   * Starts threads that send.
   *
   * @param instance which of several nodes this is
   */
  public static Tracing to(TraceTarget target, String instance, InstantSource clock) {
    return new OpenTelemetryTraces(new SpanPipeline(target, instance), clock);
  }

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public Intake begin(SourceId source, Optional<Traceparent> sentBy) {
    // Whoever began the trace decided that it is not recorded.
    if (sentBy.isPresent() && !sentBy.get().sampled()) {
      return Tracing.untraced(sentBy);
    }
    var span =
        within(tracer.spanBuilder("send " + source), sentBy)
            .setSpanKind(SpanKind.PRODUCER)
            .setStartTimestamp(clock.instant())
            .setAttribute(SpanNames.SYSTEM, SpanNames.WAYBILL)
            .setAttribute(SpanNames.OPERATION, "send")
            .setAttribute(SpanNames.DESTINATION, source.toString())
            .startSpan();
    // None is made once all of it was closed.
    return span.isRecording() ? new Recorded(span) : Tracing.untraced(sentBy);
  }

  private final class Recorded implements Intake {
    private final Span span;

    Recorded(Span span) {
      this.span = span;
    }

    @Override
    public Optional<Traceparent> context() {
      var own = span.getSpanContext();
      return Optional.of(new Traceparent(own.getTraceId(), own.getSpanId(), true));
    }

    @Override
    public void end(int events) {
      span.setAttribute(SpanNames.EVENTS, (long) events);
      span.end(clock.instant());
    }
  }

  @Override
  public void called(
      ConnectorId connector, Call call, CallOutcome outcome, List<Traceparent> events) {
    var sampled = events.stream().filter(Traceparent::sampled).limit(MOST_LINKS).toList();
    if (sampled.isEmpty()) {
      return;
    }
    var span = span(connector, call, outcome, sampled);
    if (call.httpStatus() != null) {
      span.setAttribute(SpanNames.HTTP_STATUS, call.httpStatus().longValue());
    }
    if (outcome != CallOutcome.ACCEPTED) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end(call.at().plus(call.took()));
  }

  private Span span(
      ConnectorId connector, Call call, CallOutcome outcome, List<Traceparent> sampled) {
    return from(tracer.spanBuilder("process " + connector), sampled)
        .setSpanKind(SpanKind.CLIENT)
        .setStartTimestamp(call.at())
        .setAttribute(SpanNames.SYSTEM, SpanNames.WAYBILL)
        .setAttribute(SpanNames.OPERATION, "process")
        .setAttribute(SpanNames.CONNECTOR, connector.toString())
        .setAttribute(SpanNames.OUTCOME, outcome.wire())
        .setAttribute(SpanNames.CODE, call.code())
        .setAttribute(SpanNames.EVENTS, (long) call.events().size())
        .startSpan();
  }

  /** One trace goes on; several are linked, since a span has one parent. */
  private static SpanBuilder from(SpanBuilder span, List<Traceparent> traces) {
    if (traces.size() == 1) {
      return within(span, Optional.of(traces.getFirst()));
    }
    traces.forEach(trace -> span.addLink(context(trace)));
    return span.setNoParent();
  }

  private static SpanBuilder within(SpanBuilder span, Optional<Traceparent> parent) {
    return parent.isPresent()
        ? span.setParent(Context.root().with(Span.wrap(context(parent.get()))))
        : span.setNoParent();
  }

  private static SpanContext context(Traceparent trace) {
    return SpanContext.createFromRemoteParent(
        trace.traceId(), trace.spanId(), TraceFlags.getSampled(), TraceState.getDefault());
  }

  @Override
  public SpanCounts spans() {
    return pipeline.counts();
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
