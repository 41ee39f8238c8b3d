package dev.waybill.domain.activity;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How long events took, counted in classes. Each class but the first and the last is twice as wide
 * as the one before, so that a percentile is right to within a factor of two; within its class it
 * is interpolated as if the events were spread evenly on a logarithmic scale.
 *
 * @param counts one count for each of {@link #CLASSES}
 */
public record LatencyHistogram(List<Long> counts) {
  private static final long FIRST = 25;

  /** The least milliseconds of each class but the first: 25, 50, 100 … about five days. */
  public static final List<Long> BOUNDS =
      IntStream.range(0, 25).mapToObj(doubled -> FIRST << doubled).toList();

  /** How many classes there are. */
  public static final int CLASSES = BOUNDS.size() + 1;

  /** Nothing was counted. */
  public static final LatencyHistogram EMPTY = of(new long[CLASSES]);

  public LatencyHistogram {
    counts = List.copyOf(counts);
    if (counts.size() != CLASSES) {
      throw new IllegalArgumentException("latencies: wanted " + CLASSES + " classes");
    }
  }

  public static LatencyHistogram of(long[] counts) {
    return new LatencyHistogram(Arrays.stream(counts).boxed().toList());
  }

  public long events() {
    return counts.stream().mapToLong(count -> count).sum();
  }

  /**
   * The time within which that share of the events was done.
   *
   * @param share above 0, up to 1
   * @return empty when there were none
   */
  public Optional<Duration> percentile(double share) {
    long events = events();
    if (events == 0) {
      return Optional.empty();
    }
    double wanted = share * events;
    long below = 0;
    for (int i = 0; i < CLASSES; i++) {
      long here = counts.get(i);
      if (here > 0 && below + here >= wanted) {
        return Optional.of(within(i, (wanted - below) / here));
      }
      below += here;
    }
    return Optional.of(within(CLASSES - 1, 1));
  }

  private static Duration within(int place, double part) {
    double low = place == 0 ? FIRST / 2.0 : BOUNDS.get(place - 1);
    return Duration.ofMillis(Math.round(low * Math.pow(2, part)));
  }
}
