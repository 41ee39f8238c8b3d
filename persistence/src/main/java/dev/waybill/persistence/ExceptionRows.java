package dev.waybill.persistence;

import dev.waybill.domain.event.Occurrence;
import dev.waybill.domain.outbox.EventException.Dead;
import dev.waybill.domain.outbox.EventException.Expired;
import dev.waybill.domain.outbox.EventException.Retrying;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.outbox.Uncertainty;
import dev.waybill.domain.outbox.WindowStart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The rows of a lane's events that failed alone. */
final class ExceptionRows {
  // Joined with the log, so that no row speaks of an event that is not there.
  private static final String BEGIN_RETRYING =
      """
      INSERT INTO retry_event (lane_id, seq, attempts, next_at, code, message, event_source,
                               event_time, uncertain_since, uncertain_revision)
      SELECT :lane, log.seq, new.attempts, now() + new.delay_ms * interval '1 ms', new.code,
             new.message, new.source, new.time, new.since, new.revision
        FROM unnest(:seqs, :attempts, :delays, :codes, :messages, :sources, :times, :since, :revisions)
             AS new (seq, attempts, delay_ms, code, message, source, time, since, revision)
        JOIN event_log log ON log.source_id = :source AND log.seq = new.seq""";

  // One that had used up no attempt had not failed: its age begins with the first that it uses up.
  private static final String GO_ON_RETRYING =
      """
      UPDATE retry_event AS retry
         SET attempts = new.attempts, next_at = now() + new.delay_ms * interval '1 ms',
             first_failed_at = CASE WHEN retry.attempts = 0 THEN clock_timestamp()
                                    ELSE retry.first_failed_at END,
             code = new.code, message = new.message, event_source = new.source,
             event_time = new.time, uncertain_since = new.since, uncertain_revision = new.revision
        FROM unnest(:seqs, :attempts, :delays, :codes, :messages, :sources, :times, :since, :revisions)
             AS new (seq, attempts, delay_ms, code, message, source, time, since, revision)
       WHERE retry.lane_id = :lane AND retry.seq = new.seq""";

  private static final String END_RETRYING =
      "DELETE FROM retry_event WHERE lane_id = :lane AND seq = ANY(:seqs)";

  private static final String GIVE_UP =
      """
      INSERT INTO terminal_event (lane_id, seq, event_key, verdict, payload, received_at, attempts,
                                  code, message, event_source, event_time, uncertain_since,
                                  uncertain_revision)
      SELECT :lane, new.seq, COALESCE(log.event_key, retry.event_key), new.verdict,
             COALESCE(log.payload, retry.payload), COALESCE(log.received_at, retry.received_at),
             new.attempts, new.code, new.message, new.source, new.time, new.since, new.revision
        FROM unnest(:seqs, :verdicts, :attempts, :codes, :messages, :sources, :times, :since, :revisions)
             AS new (seq, verdict, attempts, code, message, source, time, since, revision)
        LEFT JOIN event_log log ON log.source_id = :source AND log.seq = new.seq
        LEFT JOIN retry_event retry ON retry.lane_id = :lane AND retry.seq = new.seq
       WHERE COALESCE(log.event_key, retry.event_key) IS NOT NULL""";

  private final Handle handle;
  private final LaneId lane;
  private final int source;

  ExceptionRows(Handle handle, LaneId lane, int source) {
    this.handle = handle;
    this.lane = lane;
    this.source = source;
  }

  void beginRetrying(List<Retrying> events) {
    retrying(handle.createUpdate(BEGIN_RETRYING).bind("source", source), events);
  }

  void goOnRetrying(List<Retrying> events) {
    retrying(handle.createUpdate(GO_ON_RETRYING), events);
  }

  private void retrying(Update update, List<Retrying> events) {
    if (events.isEmpty()) {
      return;
    }
    update
        .bind("lane", lane.number())
        .bind("seqs", Sql.array("int8", each(events, Retrying::seq)))
        .bind("attempts", Sql.array("int4", each(events, Retrying::attempts)))
        .bind("delays", Sql.array("int8", each(events, e -> e.delay().toMillis())))
        .bind("codes", Sql.array("text", each(events, Retrying::code)))
        .bind("messages", Sql.array("text", each(events, Retrying::message)));
    bindWindows(update, events.stream().map(Retrying::windows).toList());
    expect(events.size(), update.execute());
  }

  private static void bindWindows(Update update, List<WindowStart> windows) {
    var sources = parts(windows, WindowStart::occurrence, it -> it.source().wire());
    var revisions = parts(windows, WindowStart::uncertainty, Uncertainty::revision);
    update
        .bind("sources", Sql.array("text", sources.toArray()))
        .bind("times", Sql.instants(parts(windows, WindowStart::occurrence, Occurrence::time)))
        .bind("since", Sql.instants(parts(windows, WindowStart::uncertainty, Uncertainty::since)))
        .bind("revisions", Sql.array("int4", revisions.toArray()));
  }

  private static <W, T> List<@Nullable T> parts(
      List<WindowStart> windows, Function<WindowStart, @Nullable W> whole, Function<W, T> part) {
    var parts = new ArrayList<@Nullable T>(windows.size());
    for (var window : windows) {
      var found = whole.apply(window);
      parts.add(found == null ? null : part.apply(found));
    }
    return parts;
  }

  void endRetrying(Collection<Long> seqs) {
    if (seqs.isEmpty()) {
      return;
    }
    int rows =
        handle
            .createUpdate(END_RETRYING)
            .bind("lane", lane.number())
            .bind("seqs", Sql.longs(seqs))
            .execute();
    expect(seqs.size(), rows);
  }

  /** Moves the dead and the expired ones to where they stay, with payload and reason. */
  void giveUp(Tally tally) {
    var events = new ArrayList<Terminal>();
    tally.dead().forEach(event -> events.add(Terminal.of(event)));
    tally.expired().forEach(event -> events.add(Terminal.of(event)));
    if (events.isEmpty()) {
      return;
    }
    var update =
        handle
            .createUpdate(GIVE_UP)
            .bind("lane", lane.number())
            .bind("source", source)
            .bind("seqs", Sql.array("int8", each(events, Terminal::seq)))
            .bind("verdicts", Sql.array("text", each(events, Terminal::verdict)))
            .bind("attempts", Sql.array("int4", each(events, Terminal::attempts)))
            .bind("codes", Sql.array("text", each(events, Terminal::code)))
            .bind("messages", Sql.array("text", each(events, Terminal::message)));
    bindWindows(update, events.stream().map(Terminal::windows).toList());
    expect(events.size(), update.execute());
  }

  private static <T> Object[] each(List<T> events, Function<T, Object> field) {
    return events.stream().map(field).toArray();
  }

  private void expect(int wanted, int rows) {
    if (rows != wanted) {
      throw new IllegalStateException(
          lane + ": " + wanted + " events settled, but the lane holds " + rows + " of them");
    }
  }

  private record Terminal(
      long seq, String verdict, int attempts, String code, String message, WindowStart windows) {
    static Terminal of(Dead it) {
      return new Terminal(
          it.seq(), "dead", it.attempts(), it.code(), it.message(), it.windows());
    }

    static Terminal of(Expired it) {
      return new Terminal(
          it.seq(), "expired", it.attempts(), it.code(), it.message(), WindowStart.UNKNOWN);
    }
  }
}
