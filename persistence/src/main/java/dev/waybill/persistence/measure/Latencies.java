package dev.waybill.persistence.measure;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** How long events were on their way, ascending. */
public record Latencies(List<Weighted> ascending) {
  static final Latencies NONE = new Latencies(List.of());

  public Latencies {
    ascending = List.copyOf(ascending);
  }

  /** So many events took that long. */
  public record Weighted(Duration took, long events) {}

  static Latencies of(List<Weighted> latencies) {
    return new Latencies(latencies.stream().sorted(Comparator.comparing(Weighted::took)).toList());
  }

  public long events() {
    return ascending.stream().mapToLong(Weighted::events).sum();
  }

  /**
   * What no more than that share of the events exceeded; zero when there are none.
   *
   * @param share from 0 to 1
   */
  public Duration quantile(double share) {
    long rank = (long) Math.ceil(share * events());
    for (var latency : ascending) {
      rank -= latency.events();
      if (rank <= 0) {
        return latency.took();
      }
    }
    return Duration.ZERO;
  }

  public Duration longest() {
    return ascending.isEmpty() ? Duration.ZERO : ascending.getLast().took();
  }
}
