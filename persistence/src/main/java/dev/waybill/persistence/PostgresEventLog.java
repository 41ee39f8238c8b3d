package dev.waybill.persistence;

import dev.waybill.domain.outbox.NewEvent;
import dev.waybill.domain.outbox.EventLog;
import java.time.Duration;
import java.util.List;

/** The append side of the log in PostgreSQL. */
public final class PostgresEventLog implements EventLog {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final GroupCommit commits;

  public PostgresEventLog(Database database) {
    this.commits =
        new GroupCommit(
            events ->
                database.inIngestTransaction(handle -> AppendTransaction.append(handle, events)),
            AppendTransaction.BLOCK,
            PATIENCE);
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
}
