package dev.waybill.domain.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The acts that were recorded. Safe for use by many threads. */
@FunctionalInterface
public interface ReadAudit {
  /** The most acts a page has. */
  int LONGEST_PAGE = 1_000;

  /**
   * The newest first.
   *
   * @param cursor as the page before gave it; null for the first page
   * @param limit 1 to {@link #LONGEST_PAGE}
   * @throws IllegalArgumentException when no page gave that cursor, or the limit is out of range
   * @throws dev.waybill.domain.StoreUnavailableException when the store is away
   */
  Page page(@Nullable String cursor, int limit);

  /**
   * Part of the list.
   *
   * @param next where the next page begins; null at the end
   */
  record Page(List<Act> acts, @Nullable String next) {
    public Page {
      acts = List.copyOf(acts);
    }
  }

  /**
   * Something that was done.
   *
   * @param actor who did it
   * @param action a stable word, such as {@code reveal_event}
   * @param subject the id it was done to
   */
  record Act(Instant at, String actor, String action, String subject) {}
}
