package dev.waybill.tracing;

import static dev.waybill.tracing.FakeCollector.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.destination.Call;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.telemetry.CallOutcome;
import dev.waybill.domain.telemetry.SpanCounts;
import dev.waybill.domain.telemetry.Traceparent;
import dev.waybill.domain.telemetry.Tracing;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a collector is told of intakes and calls. */
class OpenTelemetryTracesTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00.123456789Z");
  private static final ConnectorId CONNECTOR = new ConnectorId(3);
  private static final SourceId SOURCE = new SourceId(2);
  private static final Traceparent SENDER = trace(1, true);

  private final FakeCollector collector = FakeCollector.start();
  private final Tracing tracing =
      OpenTelemetryTraces.to(
          new TraceTarget(
              collector.endpoint(),
              Map.of("authorization", new Secret("Bearer of-the-collector")),
              "shop-waybill"),
          "node-a",
          () -> NOW);

  @AfterEach
  void stop() {
    tracing.close();
    collector.close();
  }

  private static Traceparent trace(int number, boolean sampled) {
    return new Traceparent("%032x".formatted(number), "%016x".formatted(number), sampled);
  }

  private static Call call(@Nullable Integer status) {
    return new Call(
        List.of(0, 1), status, "40002", "message", "request-1", NOW, Duration.ofMillis(20));
  }

  @Test
  void an_intake_goes_on_in_its_senders_trace() throws InterruptedException {
    var intake = tracing.begin(SOURCE, Optional.of(SENDER));
    intake.end(7);
    var span = collector.await("send src_2", 1).getFirst();
    assertThat(span.getKind()).isEqualTo(SpanKind.SPAN_KIND_PRODUCER);
    assertThat(hex(span.getTraceId().toByteArray())).isEqualTo(SENDER.traceId());
    assertThat(hex(span.getParentSpanId().toByteArray())).isEqualTo(SENDER.spanId());
    assertThat(intake.context())
        .contains(new Traceparent(SENDER.traceId(), hex(span.getSpanId().toByteArray()), true));
    assertThat(span.getStartTimeUnixNano())
        .isEqualTo(NOW.getEpochSecond() * 1_000_000_000 + NOW.getNano());
    assertThat(attribute(span.getAttributesList(), "messaging.system")).isEqualTo("waybill");
    assertThat(attribute(span.getAttributesList(), "messaging.operation.type")).isEqualTo("send");
    assertThat(attribute(span.getAttributesList(), "messaging.destination.name"))
        .isEqualTo("src_2");
    assertThat(attribute(span.getAttributesList(), "messaging.batch.message_count")).isEqualTo("7");
  }

  @Test
  void an_intake_without_a_sender_begins_a_trace_and_one_that_is_not_recorded_stays_so()
      throws InterruptedException {
    var unrecorded = tracing.begin(SOURCE, Optional.of(trace(5, false)));
    assertThat(unrecorded.context()).contains(trace(5, false));
    unrecorded.end(1);
    var begun = tracing.begin(SOURCE, Optional.empty());
    begun.end(1);
    var span = collector.await("send src_2", 1).getFirst();
    assertThat(span.getParentSpanId().isEmpty()).isTrue();
    assertThat(begun.context().orElseThrow().traceId())
        .isEqualTo(hex(span.getTraceId().toByteArray()));
    tracing.close();
    assertThat(collector.named("send src_2")).hasSize(1);
  }

  @Test
  void a_call_for_one_request_goes_on_from_there_and_a_refused_one_is_an_error()
      throws InterruptedException {
    tracing.called(CONNECTOR, call(200), CallOutcome.REJECTED, List.of(SENDER, trace(9, false)));
    var span = collector.await("process con_3", 1).getFirst();
    assertThat(span.getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
    assertThat(hex(span.getTraceId().toByteArray())).isEqualTo(SENDER.traceId());
    assertThat(hex(span.getParentSpanId().toByteArray())).isEqualTo(SENDER.spanId());
    assertThat(span.getLinksList()).isEmpty();
    assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
    assertThat(span.getEndTimeUnixNano() - span.getStartTimeUnixNano())
        .isEqualTo(Duration.ofMillis(20).toNanos());
    var attributes = span.getAttributesList();
    assertThat(attribute(attributes, "waybill.connector")).isEqualTo("con_3");
    assertThat(attribute(attributes, "waybill.outcome")).isEqualTo("rejected");
    assertThat(attribute(attributes, "waybill.code")).isEqualTo("40002");
    assertThat(attribute(attributes, "messaging.batch.message_count")).isEqualTo("2");
    assertThat(attribute(attributes, "http.response.status_code")).isEqualTo("200");
    assertThat(collector.text()).as("the platform's own texts").doesNotContain("request-1");
  }

  @Test
  void a_call_for_several_requests_is_linked_to_each_up_to_128() throws InterruptedException {
    tracing.called(CONNECTOR, call(null), CallOutcome.ACCEPTED, List.of());
    tracing.called(
        CONNECTOR,
        call(null),
        CallOutcome.ACCEPTED,
        IntStream.rangeClosed(1, 200).mapToObj(number -> trace(number, true)).toList());
    var span = collector.await("process con_3", 1).getFirst();
    assertThat(span.getParentSpanId().isEmpty()).isTrue();
    assertThat(span.getLinksList()).hasSize(128);
    assertThat(hex(span.getLinks(0).getSpanId().toByteArray())).isEqualTo(SENDER.spanId());
    assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
    assertThat(attribute(span.getAttributesList(), "http.response.status_code")).isEmpty();
    assertThat(collector.named("process con_3")).as("none for events without a trace").hasSize(1);
  }

  @Test
  void a_collector_gets_its_headers_and_learns_who_sends_to_it() throws InterruptedException {
    tracing.begin(SOURCE, Optional.empty()).end(1);
    collector.await("send src_2", 1);
    assertThat(collector.text())
        .contains("Bearer of-the-collector")
        .contains("application/x-protobuf");
    var resource = collector.received().getFirst().getResource().getAttributesList();
    assertThat(attribute(resource, "service.name")).isEqualTo("shop-waybill");
    assertThat(attribute(resource, "service.instance.id")).isEqualTo("node-a");
    assertThat(collector.received().getFirst().getScopeSpans(0).getScope().getName())
        .isEqualTo("dev.waybill");
  }

  @Test
  void closing_sends_what_is_there_and_what_is_traced_later_is_not_recorded() {
    IntStream.range(0, 700).forEach(i -> tracing.begin(SOURCE, Optional.empty()).end(1));
    tracing.close();
    assertThat(collector.named("send src_2")).hasSize(700);
    assertThat(tracing.spans()).isEqualTo(new SpanCounts(700, 0, 0));
    var late = tracing.begin(SOURCE, Optional.of(SENDER));
    assertThat(late.context()).contains(SENDER);
    late.end(1);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
