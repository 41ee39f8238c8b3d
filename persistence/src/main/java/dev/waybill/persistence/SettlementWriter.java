package dev.waybill.persistence;

import dev.waybill.domain.outbox.EventException;
import dev.waybill.domain.outbox.EventException.Filtered;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.outbox.Lanes.Settled;
import dev.waybill.domain.outbox.Ownership;
import dev.waybill.domain.outbox.Settlement;
import dev.waybill.domain.outbox.Settlement.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes one settlement in the transaction it is given. */
final class SettlementWriter {
  private static final String LOCK = "SELECT pg_advisory_xact_lock(7202, :lane)";

  private static final String BEGIN =
      "SELECT * FROM begin_settlement(:connector, :epoch, :lane, :history)";

  // One statement, since a connection that waits for a busy node between two is held for nothing.
  private static final String WRITE =
      """
      WITH settled AS (
        INSERT INTO settlement (lane_id, epoch, kind, after_seq, to_seq, low_mark, delivered, retrying,
                                dead, expired, filtered, calls, filtered_seqs, latency)
        VALUES (:lane, :epoch, :kind, :after, :to, :lowMark, :delivered, :retrying,
                :dead, :expired, :filtered, :calls, :filteredSeqs::int8multirange,
                CASE WHEN :delivered > 0
                     THEN latency_of(:source, :scope::int8multirange - :undelivered::int8multirange) END)
        RETURNING id, lane_id, kind, calls),
      witness AS (
        INSERT INTO settlement_witness (lane_id, settlement_id)
        SELECT lane_id, id FROM settled WHERE calls = 0)
      """
          + CallRows.WRITE;

  private final Handle handle;
  private final Ownership ownership;
  private final Settlement settlement;

  private SettlementWriter(Handle handle, Ownership ownership, Settlement settlement) {
    this.handle = handle;
    this.ownership = ownership;
    this.settlement = settlement;
  }

  private static final String EXPIRED =
      """
      SELECT EXISTS (SELECT 1 FROM settlement
                      WHERE lane_id = :lane AND kind IN ('discard', 'expired')
                        AND expired_seqs && int8range(:after, :to, '(]'))""";

  private static final String DROPPED =
      """
      SELECT EXISTS (SELECT 1 FROM lane
                       JOIN replay r ON r.id = lane.replay_id AND r.status = 'cancelled'
                      WHERE lane.id = :lane)
         AND (SELECT count(*) FROM retry_event WHERE lane_id = :lane AND seq = ANY(:seqs))
             < cardinality(:seqs)""";

  /**
   * @return {@code FENCED}, and nothing is written, when somebody else owns the connector or it was
   *     taken in another history of the database; {@code OUTDATED}, and nothing is written, when
   *     part of the range has expired or the retries are gone with their replay
   * @throws IllegalStateException when the settlement does not fit the lane, which is a bug
   */
  static Settled write(Handle handle, Ownership ownership, Settlement settlement) {
    return new SettlementWriter(handle, ownership, settlement).write();
  }

  /** One settlement of a lane at a time: each takes its low mark from the one before. */
  static void lock(Handle handle, LaneId lane) {
    handle.createQuery(LOCK).bind("lane", lane.number()).mapToMap().one();
  }

  private Settled write() {
    var tally = Tally.of(settlement);
    var lane = begin().orElse(null);
    if (lane == null) {
      return Settled.FENCED;
    }
    if (isOutdated(lane)) {
      return Settled.OUTDATED;
    }
    var exceptions = new ExceptionRows(handle, settlement.lane(), lane.source().number());
    var row =
        switch (settlement.scope()) {
          case Scope.Range range -> settleRange(range, lane, tally, exceptions);
          case Scope.Retries retries -> settleRetries(retries, lane, tally, exceptions);
        };
    insert(row, tally, lane);
    return Settled.SETTLED;
  }

  private boolean isOutdated(Lane lane) {
    return switch (settlement.scope()) {
      case Scope.Range range -> !lane.isOpen(range) && hasExpired(range, lane);
      // A lane without an end is no replay's.
      case Scope.Retries retries -> lane.end() < Lane.OPEN && areDropped(retries, lane);
    };
  }

  private boolean hasExpired(Scope.Range range, Lane lane) {
    return handle
        .createQuery(EXPIRED)
        .bind("lane", lane.id().number())
        .bind("after", range.after())
        .bind("to", range.to())
        .mapTo(Boolean.class)
        .one();
  }

  private boolean areDropped(Scope.Retries retries, Lane lane) {
    return handle
        .createQuery(DROPPED)
        .bind("lane", lane.id().number())
        .bind("seqs", Sql.longs(retries.seqs()))
        .mapTo(Boolean.class)
        .one();
  }

  /** Where the lane stands, which is locked; empty when the settlement is fenced. */
  private Optional<Lane> begin() {
    return handle
        .createQuery(BEGIN)
        .bind("connector", ownership.connector().number())
        .bind("epoch", ownership.epoch())
        .bind("lane", settlement.lane().number())
        .bind("history", ownership.history())
        .map((row, _) -> own(row))
        .findOne();
  }

  private Lane own(ResultSet row) throws SQLException {
    if (row.getObject("id") == null) {
      throw bug("there is no such lane");
    }
    var lane = LaneRows.read(row);
    if (!lane.connector().equals(ownership.connector())) {
      throw bug("it is no lane of " + ownership.connector());
    }
    return lane;
  }

  private static Row settleRange(
      Scope.Range range, Lane lane, Tally tally, ExceptionRows exceptions) {
    long lowMark = lane.settled(range).position();
    exceptions.beginRetrying(tally.retrying());
    exceptions.giveUp(tally);
    return new Row("range", range.after(), range.to(), lowMark, tally.retrying().size());
  }

  private static Row settleRetries(
      Scope.Retries retries, Lane lane, Tally tally, ExceptionRows exceptions) {
    var finished = new HashSet<>(retries.seqs());
    tally.retrying().forEach(retrying -> finished.remove(retrying.seq()));
    exceptions.goOnRetrying(tally.retrying());
    // Before their rows go, which may hold the payload.
    exceptions.giveUp(tally);
    exceptions.endRetrying(finished);
    return new Row("retries", lane.position(), lane.position(), lane.position(), -finished.size());
  }

  private void insert(Row row, Tally tally, Lane lane) {
    var update =
        handle
            .createUpdate(WRITE)
            .bind("lane", settlement.lane().number())
            .bind("epoch", ownership.epoch())
            .bind("kind", row.kind())
            .bind("after", row.after())
            .bind("to", row.to())
            .bind("lowMark", row.lowMark())
            .bind("delivered", settlement.delivered())
            .bind("retrying", row.retrying())
            .bind("dead", tally.dead().size())
            .bind("expired", tally.expired().size())
            .bind("filtered", tally.filtered().size())
            .bind("calls", settlement.calls().size())
            .bind("filteredSeqs", numbers(tally.filtered()))
            .bind("source", lane.source().number())
            .bind("scope", scope())
            .bind("undelivered", Multirange.of(exceptions()));
    CallRows.bind(update, settlement.calls()).execute();
  }

  private String scope() {
    return switch (settlement.scope()) {
      case Scope.Range range -> "{(%d,%d]}".formatted(range.after(), range.to());
      case Scope.Retries retries -> Multirange.of(ascending(retries.seqs()));
    };
  }

  private List<Long> exceptions() {
    return ascending(settlement.exceptions().stream().map(EventException::seq).toList());
  }

  private static List<Long> ascending(List<Long> seqs) {
    return seqs.stream().sorted().toList();
  }

  private static @Nullable String numbers(List<Filtered> filtered) {
    return filtered.isEmpty() ? null : Multirange.of(filtered.stream().map(Filtered::seq).toList());
  }

  private IllegalStateException bug(String what) {
    return new IllegalStateException(settlement.lane() + ": " + what);
  }

  /** What is particular to a kind of settlement; retrying is a signed change. */
  private record Row(String kind, long after, long to, long lowMark, int retrying) {}
}
