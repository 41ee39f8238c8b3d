package dev.waybill.domain.relay;

import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.outbox.OutboxView.Oldest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long a connector's events count.
 *
 * @param acceptance by event source, and only of those whose events are sent
 * @param deduplication zero where the platform never drops doubles
 */
public record WindowLengths(Map<EventSource, Duration> acceptance, Duration deduplication) {
  public WindowLengths {
    acceptance = Map.copyOf(acceptance);
  }

  /** When the first of these windows ends; empty when none does. */
  Optional<Instant> firstExpiry(Oldest oldest) {
    return Stream.of(known(oldest), unknown(oldest.received()), doubtful(oldest.uncertain()))
        .flatMap(ends -> ends)
        .min(Instant::compareTo);
  }

  /** Of the event source that counts for the shortest time; empty when nothing is sent. */
  Optional<Duration> shortestAcceptance() {
    return Optional.ofNullable(shortest(acceptance.values()));
  }

  private Stream<Instant> known(Oldest oldest) {
    return oldest.happened().entrySet().stream()
        .flatMap(entry -> end(entry.getValue(), acceptance.get(entry.getKey())));
  }

  /** Any of the sources may be its own. */
  private Stream<Instant> unknown(@Nullable Instant received) {
    return end(received, shortest(acceptance.values()));
  }

  private Stream<Instant> doubtful(@Nullable Instant since) {
    return deduplication.isZero() ? Stream.empty() : end(since, deduplication);
  }

  private static @Nullable Duration shortest(Collection<Duration> windows) {
    return windows.stream().min(Duration::compareTo).orElse(null);
  }

  private static Stream<Instant> end(@Nullable Instant start, @Nullable Duration window) {
    if (start == null || window == null) {
      return Stream.empty();
    }
    try {
      return Stream.of(start.plus(window));
    } catch (DateTimeException | ArithmeticException _) {
      // A window without end.
      return Stream.empty();
    }
  }
}
