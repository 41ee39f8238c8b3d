package dev.waybill.bootstrap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** Keeps what the one row of each connector's owner forgets: everybody that it ever named. */
public final class OwnerHistory {
  private static final String KEEP =
      """
      CREATE TABLE owner_history (connector_id int, epoch bigint, node_id uuid, named_at timestamptz);
      CREATE FUNCTION keep_owner() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO owner_history VALUES (NEW.connector_id, NEW.epoch, NEW.node_id, clock_timestamp());
        RETURN NULL;
      END $$;
      CREATE TRIGGER keep_owner AFTER INSERT OR UPDATE ON connector_owner
        FOR EACH ROW EXECUTE FUNCTION keep_owner();
      INSERT INTO owner_history SELECT connector_id, epoch, node_id, taken_at FROM connector_owner""";

  private static final String NODES =
      "SELECT count(DISTINCT node_id) FROM owner_history WHERE node_id IS NOT NULL";

  private static final String SHARED_EPOCHS =
      """
      SELECT count(*)
        FROM (SELECT FROM owner_history
               WHERE node_id IS NOT NULL
               GROUP BY connector_id, epoch
              HAVING count(DISTINCT node_id) > 1) shared""";

  // A takeover waits for the settlements under way, and is written down when it has waited.
  private static final String LATE_SETTLEMENTS =
      """
      SELECT count(*)
        FROM settlement
        JOIN lane ON lane.id = settlement.lane_id
       WHERE EXISTS (SELECT FROM owner_history later
                      WHERE later.connector_id = lane.connector_id AND later.epoch > settlement.epoch
                        AND later.named_at < settlement.settled_at)""";

  private final Map<String, String> environment;

  private OwnerHistory(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Of the platform with this environment, from now on. */
  public static OwnerHistory of(Map<String, String> environment) throws SQLException {
    var history = new OwnerHistory(environment);
    try (var connection = history.connect();
        var statement = connection.createStatement()) {
      statement.execute(KEEP);
    }
    return history;
  }

  /** No epoch had two owners, and none settled anything when its successor had begun. */
  public void assertOneOwnerAtATime() throws SQLException {
    assertThat(number(NODES)).as("nodes that ever owned something").isGreaterThan(1);
    assertThat(number(SHARED_EPOCHS)).as("epochs with more than one owner").isZero();
    assertThat(number(LATE_SETTLEMENTS)).as("settlements under an epoch that was over").isZero();
  }

  private long number(String query) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var found = statement.executeQuery(query)) {
      found.next();
      return found.getLong(1);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        String.valueOf(environment.get("WAYBILL_DATABASE_URL")),
        environment.get("WAYBILL_DATABASE_USER"),
        environment.get("WAYBILL_DATABASE_PASSWORD"));
  }
}
