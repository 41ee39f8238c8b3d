package dev.waybill.domain.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of events over time.
 *
 * @param buckets oldest first, one step after the other; the last one is not over yet
 */
public record Activity(Instant from, Duration step, List<Bucket> buckets) {
  public Activity {
    buckets = List.copyOf(buckets);
  }

  /**
   * One bucket. The counts are of what was settled in it and exact to the settlement.
   *
   * @param dead less those that a replay took back in the same bucket, and never below zero
   * @param retrying how many were being retried when the bucket ended
   * @param calls how many calls the settlements of the bucket had made
   * @param oldestWaiting how old the oldest event not yet settled was when the bucket ended, from
   *     its commit on; null when none waited, or when its commit is no longer kept
   * @param latency accepted to delivered, from the commit of ingest to the settlement; every
   *     delivered event counts, one that was retried too, in classes. Empty for what an earlier
   *     version settled
   */
  public record Bucket(
      Instant from,
      long delivered,
      long dead,
      long expired,
      long filtered,
      long retrying,
      long calls,
      @Nullable Duration oldestWaiting,
      LatencyHistogram latency) {
    /** How many events got their verdict. */
    public long settled() {
      return delivered + dead + expired + filtered;
    }
  }
}
