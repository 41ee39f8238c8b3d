package dev.waybill.domain.destination;

import dev.waybill.domain.event.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A destination that answers what it is told to answer, one answer for each delivery, and accepts
 * everything when it was told nothing more. Safe for use by many threads.
 */
public class ScriptedDestination implements Destination {
  /** When every call of it is said to have been made. */
  public static final Instant CALLED_AT = Instant.parse("2026-05-01T12:00:00Z");

  private final Deque<Function<List<OutboundEvent>, DeliveryReport>> script =
      new ConcurrentLinkedDeque<>();
  private final List<List<String>> batches = new ArrayList<>();
  private volatile Function<List<OutboundEvent>, DeliveryReport> otherwise =
      batch -> report(batch, _ -> Outcome.ACCEPTED);
  private volatile Duration window = Duration.ofDays(7);
  private volatile boolean closed;

  /** The next delivery ends like that. */
  public ScriptedDestination next(Function<List<OutboundEvent>, DeliveryReport> answer) {
    script.add(answer);
    return this;
  }

  /** Every event of the next delivery has that outcome. */
  public ScriptedDestination next(Outcome outcome) {
    return next(batch -> report(batch, _ -> outcome));
  }

  /** The next delivery has these outcomes by event id, and accepts the rest. */
  public ScriptedDestination next(Map<String, Outcome> outcomes) {
    return next(batch -> report(batch, id -> outcomes.getOrDefault(id, Outcome.ACCEPTED)));
  }

  /** What deliveries end like that were told nothing. */
  public void otherwise(Outcome outcome) {
    otherwise = batch -> report(batch, _ -> outcome);
  }

  public void window(Duration longest) {
    window = longest;
  }

  /** The event ids of each delivery so far. */
  public List<List<String>> batches() {
    synchronized (batches) {
      return List.copyOf(batches);
    }
  }

  public boolean isClosed() {
    return closed;
  }

  /** One call that carried them all, and the outcome of each. */
  public static DeliveryReport report(
      List<OutboundEvent> batch, Function<String, Outcome> outcomeOf) {
    var call =
        new Call(
            IntStream.range(0, batch.size()).boxed().toList(),
            200,
            "0",
            "OK",
            "request",
            CALLED_AT,
            Duration.ofMillis(5));
    var outcomes = batch.stream().map(event -> outcomeOf.apply(event.id().value())).toList();
    return new DeliveryReport(outcomes, List.of(call));
  }

  @Override
  public DeliveryReport deliver(List<OutboundEvent> batch) {
    synchronized (batches) {
      batches.add(batch.stream().map(event -> event.id().value()).toList());
    }
    var answer = script.poll();
    return (answer == null ? otherwise : answer).apply(batch);
  }

  @Override
  public Duration acceptanceWindow(EventSource source) {
    return window;
  }

  @Override
  public Probe probe() {
    return new Probe(
        List.of(new Probe.Finding("token", Probe.Result.PASSED, "The token is good.")));
  }

  @Override
  public void close() {
    closed = true;
  }
}
