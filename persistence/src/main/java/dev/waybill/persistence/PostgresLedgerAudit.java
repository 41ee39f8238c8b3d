package dev.waybill.persistence;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.outbox.LedgerAudit;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Counts the ledger again in one snapshot of PostgreSQL. */
public final class PostgresLedgerAudit implements LedgerAudit {
  private static final Duration LONGEST = Duration.ofHours(1);

  private static final String PATIENT =
      "SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = '1h'; SET LOCAL jit = off";

  private static final String SOURCES = "SELECT id FROM source ORDER BY id";
  // A replay's lane gives no verdicts; its own equation is not the ledger's.
  private static final String LANES =
      "SELECT id, connector_id FROM lane WHERE replay_id IS NULL ORDER BY id";

  private final Database database;

  public PostgresLedgerAudit(Database database) {
    this.database = database;
  }

  @Override
  public Report verify(int newest) {
    return verify(newest, (_, _) -> {});
  }

  @Override
  public Report verify(int newest, Progress progress) {
    if (newest < 2) {
      throw new IllegalArgumentException("verify: wanted at least 2 rows, got " + newest);
    }
    return database.inSnapshot(handle -> verify(handle, newest, progress));
  }

  private static Report verify(Handle handle, int newest, Progress progress) {
    bePatient(handle);
    var sources = handle.createQuery(SOURCES).mapTo(Integer.class).list();
    var lanes = lanes(handle);
    var differences = new ArrayList<Difference>();
    var sourceAudit = new SourceAudit(handle, newest);
    var laneAudit = new LaneAudit(handle, newest);
    int of = sources.size() + lanes.size();
    int done = 0;
    long events = 0;
    for (int source : sources) {
      progress.at(done++, of);
      differences.addAll(sourceAudit.differences(source));
      events += sourceAudit.events(source);
    }
    long settlements = 0;
    for (var lane : lanes) {
      progress.at(done++, of);
      differences.addAll(laneAudit.differences(lane.connector(), lane.id()));
      settlements += laneAudit.settlements(lane.id());
    }
    return new Report(sources.size(), lanes.size(), events, settlements, differences);
  }

  /** The pool puts its own limits back when the transaction is over. */
  private static void bePatient(Handle handle) {
    try {
      handle.getConnection().setNetworkTimeout(Runnable::run, (int) LONGEST.toMillis());
    } catch (SQLException e) {
      throw new StoreUnavailableException("the connection is closed", e);
    }
    handle.execute(PATIENT);
  }

  private static List<LaneRow> lanes(Handle handle) {
    return handle
        .createQuery(LANES)
        .map((row, _) -> new LaneRow(row.getInt("id"), row.getInt("connector_id")))
        .list();
  }

  private record LaneRow(int id, int connector) {}
}
