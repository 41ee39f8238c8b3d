package dev.waybill.metrics;

import dev.waybill.domain.alert.AlertChannel.Sent;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.destination.Call;
import dev.waybill.domain.ingest.IngestEvents.Answer;
import dev.waybill.domain.monitor.Condition;
import dev.waybill.domain.monitor.Observation;
import dev.waybill.domain.outbox.EventException;
import dev.waybill.domain.outbox.Retention;
import dev.waybill.domain.outbox.Settlement;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.quality.PayloadTally;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.telemetry.CallOutcome;
import dev.waybill.domain.telemetry.Telemetry;
import dev.waybill.domain.telemetry.Tracing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Counts what the domain reports and renders it as Prometheus text. */
public final class PrometheusTelemetry implements Telemetry, AutoCloseable {
  private static final Duration[] SECONDS =
      millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);
  private static final Duration[] MINUTES =
      millis(
          25,
          50,
          100,
          250,
          500,
          1_000,
          2_500,
          5_000,
          15_000,
          60_000,
          300_000,
          900_000,
          3_600_000,
          21_600_000,
          86_400_000);

  /** What a settlement can say. */
  private static final Set<Verdict> SETTLED = EnumSet.complementOf(EnumSet.of(Verdict.WAITING));

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Tracing tracing;
  private final JvmGcMetrics garbage = new JvmGcMetrics();
  private final LogGauges log = new LogGauges(registry);
  private final Observed observed = new Observed(registry);
  private final Departed departed = new Departed(registry);

  /** Without traces. */
  public PrometheusTelemetry() {
    this(Tracing.OFF);
  }

  public PrometheusTelemetry(Tracing tracing) {
    this.tracing = tracing;
    SpanMetrics.register(registry, tracing);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    garbage.bindTo(registry);
    // There from the start: that nothing failed yet is something to be seen.
    Arrays.stream(Sent.values()).forEach(this::messages);
  }

  private static Duration[] millis(long... bounds) {
    return Arrays.stream(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }

  MeterRegistry registry() {
    return registry;
  }

  @Override
  public Tracing tracing() {
    return tracing;
  }

  /** Everything counted so far, as Prometheus text. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void ingested(SourceId source, List<Answer> answers) {
    var counts = new int[3];
    for (var answer : answers) {
      switch (answer) {
        case Answer.Accepted _ -> counts[0]++;
        case Answer.Duplicate _ -> counts[1]++;
        case Answer.Rejected _ -> counts[2]++;
      }
    }
    ingested(source, "accepted", counts[0]);
    ingested(source, "duplicate", counts[1]);
    ingested(source, "rejected", counts[2]);
  }

  private void ingested(SourceId source, String answer, int count) {
    Counter.builder("waybill.ingested.events")
        .description("Events sent to a source, by what they were answered")
        .tag("source", source.toString())
        .tag("answer", answer)
        .register(registry)
        .increment(count);
  }

  @Override
  public void rejectionsLost(SourceId source, int items) {
    Counter.builder("waybill.rejections.lost")
        .description("Rejected items that could not be kept for looking at")
        .tag("source", source.toString())
        .register(registry)
        .increment(items);
  }

  @Override
  public void called(ConnectorId connector, Call call, CallOutcome outcome) {
    Timer.builder("waybill.destination.calls")
        .description("HTTP calls to a destination, by what they brought and the class of its code")
        .tag("connector", connector.toString())
        .tag("outcome", outcome.wire())
        .tag("code_class", CodeClass.of(call.code()))
        .serviceLevelObjectives(SECONDS)
        .register(registry)
        .record(call.took());
  }

  /** A request to this node was answered; the route is the pattern and not the path. */
  public void served(String method, String route, int status, Duration took) {
    Timer.builder("http.server.requests")
        .description("Requests to this node, by route and HTTP status")
        .tag("method", method)
        .tag("route", route)
        .tag("status", Integer.toString(status))
        .serviceLevelObjectives(SECONDS)
        .register(registry)
        .record(took);
  }

  @Override
  public void delivered(ConnectorId connector, List<Duration> after) {
    var timer =
        Timer.builder("waybill.delivery")
            .description("From the receipt of an event to the settlement that says delivered")
            .tag("connector", connector.toString())
            .serviceLevelObjectives(MINUTES)
            .register(registry);
    // A clock behind the database's would make them negative, which a timer leaves out.
    after.forEach(each -> timer.record(each.isNegative() ? Duration.ZERO : each));
  }

  @Override
  public void settled(ConnectorId connector, Settlement settlement) {
    var counts = new EnumMap<Verdict, Integer>(Verdict.class);
    counts.put(Verdict.DELIVERED, settlement.delivered());
    for (var exception : settlement.exceptions()) {
      counts.merge(verdict(exception), 1, Integer::sum);
    }
    for (Map.Entry<Verdict, Integer> count : counts.entrySet()) {
      settled(connector, count.getKey(), count.getValue());
    }
  }

  private void settled(ConnectorId connector, Verdict verdict, long events) {
    verdicts(connector, verdict).increment((double) events);
  }

  private Counter verdicts(ConnectorId connector, Verdict verdict) {
    return Counter.builder("waybill.settled.events")
        .description("Verdicts on events; a retry that is settled again counts again")
        .tag("connector", connector.toString())
        .tag("verdict", verdict.wire())
        .register(registry);
  }

  private static Verdict verdict(EventException exception) {
    return switch (exception) {
      case EventException.Retrying _ -> Verdict.RETRYING;
      case EventException.Dead _ -> Verdict.DEAD;
      case EventException.Expired _ -> Verdict.EXPIRED;
      case EventException.Filtered _ -> Verdict.FILTERED;
    };
  }

  @Override
  public void expired(ConnectorId connector, long events) {
    settled(connector, Verdict.EXPIRED, events);
  }

  @Override
  public void retained(Retention.State state, boolean windowShort, boolean full) {
    log.show(state, windowShort, full);
  }

  @Override
  public void parked(ConnectorId connector, String code) {
    Counter.builder("waybill.parked")
        .description("How often a connector was parked, by reason code")
        .tag("connector", connector.toString())
        .tag("code", code)
        .register(registry)
        .increment();
  }

  @Override
  public void observed(Observation observation) {
    observed.show(observation);
    observation.backlogs().forEach(it -> verdicts(it.backlog().connector()));
    departed.seen(observation);
  }

  // A counter that is born with its first burst shows Prometheus no increase by it.
  private void verdicts(ConnectorId connector) {
    SETTLED.forEach(verdict -> verdicts(connector, verdict));
  }

  @Override
  public void degraded(List<Condition> conditions) {
    observed.show(conditions);
  }

  @Override
  public void alerted(Sent sent) {
    messages(sent).increment();
  }

  private Counter messages(Sent sent) {
    return Counter.builder("waybill.alert.messages")
        .description("Messages about alerts, by what came of sending them")
        .tag("result", sent.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  @Override
  public void reviewed(ConnectorId connector, PayloadTally tally) {
    Counter.builder("waybill.payloads")
        .description("Payloads a platform took or refused for good")
        .tag("connector", connector.toString())
        .register(registry)
        .increment((double) tally.events());
    tally
        .identifiers()
        .forEach(
            (name, count) ->
                Counter.builder("waybill.payload.identifiers")
                    .description("Payloads that carry an identifier the platform matches by")
                    .tag("connector", connector.toString())
                    .tag("identifier", name)
                    .register(registry)
                    .increment(count));
    tally
        .findings()
        .forEach(
            (kind, count) ->
                Counter.builder("waybill.payload.findings")
                    .description("Unwise things found in payloads, by kind")
                    .tag("connector", connector.toString())
                    .tag("kind", kind)
                    .register(registry)
                    .increment(count));
  }

  @Override
  public void close() {
    garbage.close();
    registry.close();
    tracing.close();
  }
}
