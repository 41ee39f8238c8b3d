package dev.waybill.metrics;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.destination.Call;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.telemetry.CallOutcome;
import dev.waybill.domain.telemetry.Traceparent;
import dev.waybill.domain.telemetry.Tracing;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Records intakes and calls as spans, and hands them to a sender that waits for nobody. */
public final class OtlpTraces implements Tracing, AutoCloseable {
  /** More links make a span unreadable, and collectors cut them off there. */
  private static final int MOST_LINKS = 128;

  private final OtlpSender sender;
  private final InstantSource clock;
  private final RandomGenerator random;

  OtlpTraces(OtlpSender sender, InstantSource clock, RandomGenerator random) {
    this.sender = sender;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Starts a thread that sends.
   *
   * @param endpoint without {@code /v1/traces} at its end
   */
  public static OtlpTraces to(
      URI endpoint, JsonCodec json, InstantSource clock, RandomGenerator random) {
    var sender = new OtlpSender(endpoint, json);
    sender.start();
    return new OtlpTraces(sender, clock, random);
  }

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public Intake begin(SourceId source, Optional<Traceparent> sentBy) {
    // Whoever began the trace decided that it is not recorded.
    return sentBy.isPresent() && !sentBy.get().sampled()
        ? Tracing.untraced(sentBy)
        : new Recorded(source, sentBy);
  }

  private final class Recorded implements Intake {
    private final SourceId source;
    private final Optional<Traceparent> parent;
    private final Traceparent own;
    private final Instant from = clock.instant();

    Recorded(SourceId source, Optional<Traceparent> parent) {
      this.source = source;
      this.parent = parent;
      this.own =
          new Traceparent(
              parent.map(Traceparent::traceId).orElseGet(OtlpTraces.this::traceId), spanId(), true);
    }

    @Override
    public Optional<Traceparent> context() {
      return Optional.of(own);
    }

    @Override
    public void end(int events) {
      sender.offer(
          SpanJson.intake(
              new SpanJson.Frame(own, parent, List.of(), from, clock.instant()), source, events));
    }
  }

  @Override
  public void called(
      ConnectorId connector, Call call, CallOutcome outcome, List<Traceparent> events) {
    var sampled = events.stream().filter(Traceparent::sampled).limit(MOST_LINKS).toList();
    if (sampled.isEmpty()) {
      return;
    }
    // One trace goes on; several are linked, since a span has one parent.
    var parent =
        sampled.size() == 1 ? Optional.of(sampled.getFirst()) : Optional.<Traceparent>empty();
    var links = parent.isPresent() ? List.<Traceparent>of() : sampled;
    var own =
        new Traceparent(parent.map(Traceparent::traceId).orElseGet(this::traceId), spanId(), true);
    var frame = new SpanJson.Frame(own, parent, links, call.at(), call.at().plus(call.took()));
    sender.offer(SpanJson.call(frame, connector, call, outcome));
  }

  private String traceId() {
    return hex(16);
  }

  private String spanId() {
    return hex(8);
  }

  private String hex(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    // All of them 0 would be no id.
    bytes[0] |= 1;
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    sender.close();
  }
}
