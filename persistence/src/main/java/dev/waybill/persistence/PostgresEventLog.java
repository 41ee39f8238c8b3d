package dev.waybill.persistence;

import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.EventLog;
import dev.waybill.domain.outbox.NewEvent;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.util.List;

/** The log in PostgreSQL. */
public final class PostgresEventLog implements EventLog {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  // Cut off by bytes in the database, so that what will not be used does not travel.
  static final String READ =
      """
      SELECT seq, event_key, received_at, payload
        FROM (SELECT seq, event_key, received_at, payload, row_number() OVER up AS place,
                     sum(octet_length(payload)) OVER up AS bytes
                FROM (SELECT seq, event_key, received_at, payload
                        FROM event_log
                       WHERE source_id = :source AND seq > :after AND seq <= :upTo
                       ORDER BY seq
                       LIMIT :limit) next
              WINDOW up AS (ORDER BY seq ROWS UNBOUNDED PRECEDING)) counted
       WHERE place = 1 OR bytes <= :maxBytes
       ORDER BY seq""";

  private final Database database;
  private final SmallAppend small = new SmallAppend();
  private final GroupCommit commits;

  public PostgresEventLog(Database database) {
    this.database = database;
    this.commits = new GroupCommit(this::commit, AppendTransaction.BLOCK, PATIENCE);
  }

  @Override
  public List<Appended> append(List<NewEvent> events) {
    if (events.isEmpty()) {
      return List.of();
    }
    if (events.size() > MAX_EVENTS) {
      throw new IllegalArgumentException(
          "append: wanted at most " + MAX_EVENTS + " events, got " + events.size());
    }
    return commits.append(events);
  }

  private List<Appended> commit(List<NewEvent> events) {
    if (SmallAppend.isFor(events)) {
      var appended = database.withIngest(handle -> small.append(handle, events));
      if (appended.isPresent()) {
        return appended.get();
      }
    }
    return database.inIngestTransaction(handle -> AppendTransaction.append(handle, events));
  }

  @Override
  public List<Entry> read(SourceId source, long after, long upTo, int limit, int maxBytes) {
    return database.with(
        handle ->
            handle
                .createQuery(READ)
                .bind("source", source.number())
                .bind("after", after)
                .bind("upTo", upTo)
                .bind("limit", limit)
                .bind("maxBytes", maxBytes)
                .map((row, _) -> Sql.entry(row))
                .list());
  }
}
