package dev.waybill.inbound.console.overview;

import dev.waybill.domain.alert.Rule;
import dev.waybill.domain.monitor.Condition;
import dev.waybill.domain.monitor.Condition.Kind;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.console.piece.ReasonBlock;
import dev.waybill.inbound.console.piece.Tone;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Degraded states, for people. */
final class Degraded {
  private Degraded() {}

  /**
   * @param lines how every connector stands; null while nobody knows
   * @param alertSince since when an alert about the same thing fires; null when none does
   */
  static Block block(
      Condition condition, @Nullable List<Standing.Line> lines, @Nullable Instant alertSince) {
    var connector = condition.connector();
    var waiting = lines == null ? null : Waiting.of(connector, lines);
    var reason =
        reason(condition.kind(), condition.what(), condition.since(), waiting, action(condition));
    var where =
        connector == null
            ? where(condition.kind())
            : Standing.link(connector, lines == null ? List.of() : lines);
    return new Block(where, reason, alertSince);
  }

  /** A database that is away, before the next look says since when. */
  static Block storeAway() {
    var kind = Kind.DATABASE;
    return new Block(Block.NODE, reason(kind, kind.title(), null, null, null), null);
  }

  private static ReasonBlock reason(
      Kind kind,
      String what,
      @Nullable Instant since,
      @Nullable Waiting waiting,
      @Nullable Link action) {
    return new ReasonBlock(
        tone(kind),
        kind.wire(),
        what,
        since,
        waiting == null ? null : waiting.events(),
        waiting == null ? null : waiting.firstExpiry(),
        waiting == null ? "" : waiting.expiryCause(),
        kind.remedy(),
        action);
  }

  /** The alert that fires for the same thing once it lasts; null where there is none. */
  static @Nullable Rule rule(Kind kind) {
    return switch (kind) {
      case LOG_RING -> Rule.LOG_RING;
      case DISK -> Rule.DISK_BUDGET;
      case LEDGER -> Rule.LEDGER_REMAINDER;
      case EXPIRING -> Rule.EXPIRES_SOON;
      case DATABASE, LEASE, CLOCK, DEDUPLICATION -> null;
    };
  }

  private static Tone tone(Kind kind) {
    return switch (kind) {
      case DATABASE, LEASE, LEDGER, EXPIRING -> Tone.BAD;
      case LOG_RING, CLOCK, DISK, DEDUPLICATION -> Tone.WARN;
    };
  }

  private static Link where(Kind kind) {
    return switch (kind) {
      case DATABASE, LEASE, CLOCK -> Block.NODE;
      case LOG_RING, DISK, LEDGER, EXPIRING, DEDUPLICATION -> Block.INSTALLATION;
    };
  }

  private static @Nullable Link action(Condition condition) {
    return condition.kind() == Kind.LEDGER ? new Link("Open the ledger", "/console/ledger") : null;
  }
}
