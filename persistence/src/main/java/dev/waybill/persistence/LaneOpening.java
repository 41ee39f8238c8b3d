package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.LaneStart;
import dev.waybill.domain.source.SourceId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Begins and ends a connector's lanes in the transaction it is given. Appends to the sources wait
 * until that has committed, so that a lane begins and ends exactly where it says.
 */
final class LaneOpening {
  private static final String SUBSCRIBED =
      "SELECT source_id FROM lane WHERE connector_id = :connector AND end_seq IS NULL";

  private static final String END =
      """
      UPDATE lane
         SET end_seq = GREATEST(start_seq,
                                (SELECT last_seq FROM ingest_commit
                                  WHERE source_id = :source
                                  ORDER BY first_seq DESC LIMIT 1))
       WHERE connector_id = :connector AND source_id = :source AND end_seq IS NULL""";

  // Never before the end of an older lane of the same source: an event has one verdict at a
  // connector. And never in a part of the log that is being emptied.
  private static final String OPEN =
      """
      INSERT INTO lane (connector_id, source_id, start_seq)
      SELECT :connector, :source,
             GREATEST(:start, log_start(),
                      (SELECT COALESCE(max(end_seq), 0) FROM lane
                                WHERE connector_id = :connector AND source_id = :source
                                  AND replay_id IS NULL))""";

  private static final String HEAD =
      """
      SELECT COALESCE((SELECT last_seq FROM ingest_commit
                        WHERE source_id = :source
                        ORDER BY first_seq DESC LIMIT 1), 0)""";

  private static final String BEFORE_EARLIEST =
      "SELECT COALESCE(min(first_seq) - 1, 0) FROM ingest_commit WHERE source_id = :source";

  // Appends wait meanwhile, so two commits are looked up by their times and no other is looked at.
  // The second for a clock that was set back across this very time: a commit before that has a
  // later time and a smaller number.
  static final String BEFORE_TIME =
      """
      SELECT COALESCE((SELECT LEAST(first_seq - 1,
                                    (SELECT last_seq FROM ingest_commit
                                      WHERE source_id = :source AND committed_at < :time
                                      ORDER BY committed_at DESC, first_seq DESC LIMIT 1))
                         FROM ingest_commit
                        WHERE source_id = :source AND committed_at >= :time
                        ORDER BY committed_at, first_seq LIMIT 1),
                      (%s))"""
          .formatted(HEAD);

  private final Handle handle;
  private final ConnectorId connector;

  LaneOpening(Handle handle, ConnectorId connector) {
    this.handle = handle;
    this.connector = connector;
  }

  /** After this the connector has an open lane for each of these sources and for no other. */
  void subscribe(Set<SourceId> sources, LaneStart start) {
    var wanted = sources.stream().map(SourceId::number).toList();
    var open = subscribed();
    var ending = without(open, wanted);
    var opening = without(wanted, open);
    var touched = new TreeSet<>(ending);
    touched.addAll(opening);
    touched.forEach(source -> AppendTransaction.lock(handle, source));
    ending.forEach(this::end);
    opening.forEach(source -> open(source, start));
  }

  /** Ends every open lane. */
  void end() {
    subscribe(Set.of(), new LaneStart.Now());
  }

  private Set<Integer> subscribed() {
    return handle
        .createQuery(SUBSCRIBED)
        .bind("connector", connector.number())
        .mapTo(Integer.class)
        .set();
  }

  private static Set<Integer> without(Collection<Integer> these, Collection<Integer> those) {
    var rest = new HashSet<>(these);
    rest.removeAll(those);
    return rest;
  }

  private void end(int source) {
    handle.createUpdate(END).bind("connector", connector.number()).bind("source", source).execute();
  }

  private void open(int source, LaneStart start) {
    handle
        .createUpdate(OPEN)
        .bind("connector", connector.number())
        .bind("source", source)
        .bind("start", place(source, start))
        .execute();
  }

  /** The number after which the lane begins, which cuts no commit in two. */
  private long place(int source, LaneStart start) {
    var query =
        switch (start) {
          case LaneStart.Now() -> handle.createQuery(HEAD);
          case LaneStart.Earliest() -> handle.createQuery(BEFORE_EARLIEST);
          case LaneStart.At(var time) ->
              handle.createQuery(BEFORE_TIME).bind("time", Sql.timestamp(time));
        };
    return query.bind("source", source).mapTo(Long.class).one();
  }
}
