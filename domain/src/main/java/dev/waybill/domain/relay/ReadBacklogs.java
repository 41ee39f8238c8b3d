package dev.waybill.domain.relay;

import dev.waybill.domain.outbox.OutboxView.Backlog;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far each connector is behind, and until when that costs nothing. Safe for use by many
 * threads; may throw {@link dev.waybill.domain.StoreUnavailableException}.
 */
public interface ReadBacklogs {
  /** One line for each connector that is not deleted. */
  List<BacklogUntil> until();

  /**
   * @param firstExpiry when the first event of the backlog passes its window if nothing is
   *     delivered; it may be in the past for what will expire at its turn, and a little early while
   *     a commit is partly delivered. Null when nothing waits, when nothing of it expires, or when
   *     the destination cannot be opened
   */
  record BacklogUntil(Backlog backlog, @Nullable Instant firstExpiry) {}
}
