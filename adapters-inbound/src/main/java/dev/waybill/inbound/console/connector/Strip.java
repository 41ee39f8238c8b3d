package dev.waybill.inbound.console.connector;

import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.reason.ReadDeadLetters;
import org.jspecify.annotations.Nullable;

/**
 * How far the events of a connector came: accepted, filtered, mapped, sent, and how that ended.
 *
 * @param unmappable dead because the mapping did not fit
 * @param whole whether all dead letters were looked at to tell those apart
 */
record Strip(
    long accepted,
    long waiting,
    long filtered,
    long unmappable,
    long retrying,
    long delivered,
    long dead,
    long expired,
    boolean whole) {
  private static final String UNMAPPABLE = "mapping_failed";

  static Strip of(Ledger.@Nullable Line line, ReadDeadLetters.Groups deadLetters) {
    if (line == null) {
      return new Strip(0, 0, 0, 0, 0, 0, 0, 0, true);
    }
    long unmappable =
        deadLetters.groups().stream()
            .filter(group -> group.code().startsWith(UNMAPPABLE))
            .mapToLong(ReadDeadLetters.Group::count)
            .sum();
    return new Strip(
        line.accepted(),
        line.waiting(),
        line.filtered(),
        unmappable,
        line.retrying(),
        line.delivered(),
        line.dead(),
        line.expired(),
        deadLetters.whole());
  }

  /** What the mapping fitted. */
  long mapped() {
    return sent() + retrying;
  }

  /** What the platform gave its verdict on. */
  long sent() {
    return delivered + Math.max(0, dead - unmappable);
  }
}
