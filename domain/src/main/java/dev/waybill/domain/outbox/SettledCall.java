package dev.waybill.domain.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call of a delivery, told in numbers of the log.
 *
 * @param seqs the events it carried, ascending
 * @param httpStatus null when no answer came
 */
public record SettledCall(
    List<Long> seqs,
    @Nullable Integer httpStatus,
    String code,
    @Nullable String message,
    @Nullable String requestId,
    Instant at,
    Duration took) {
  public SettledCall {
    seqs = List.copyOf(seqs);
  }
}
