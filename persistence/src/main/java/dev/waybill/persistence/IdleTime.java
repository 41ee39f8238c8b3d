package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import org.jdbi.v3.core.Handle;

/** What parked and paused time does to a connector, whose row is locked: nothing. */
final class IdleTime {
  // A settlement of what was on its way when the connector became idle may change the same rows.
  private static final String AWAIT_SETTLEMENTS =
      "SELECT epoch FROM connector_owner WHERE connector_id = :connector FOR NO KEY UPDATE";

  private static final String GIVE_BACK =
      """
      UPDATE retry_event retry
         SET first_failed_at = retry.first_failed_at
                               + (clock_timestamp() - GREATEST(c.idle_since, retry.first_failed_at))
        FROM connector c
        JOIN lane ON lane.connector_id = c.id
       WHERE c.id = :connector AND c.idle_since IS NOT NULL AND retry.lane_id = lane.id""";

  private final Handle handle;
  private final ConnectorId connector;

  IdleTime(Handle handle, ConnectorId connector) {
    this.handle = handle;
    this.connector = connector;
  }

  /** The retries are as old as they were when the connector became idle, if it was idle. */
  void giveBack() {
    handle
        .createQuery(AWAIT_SETTLEMENTS)
        .bind("connector", connector.number())
        .mapTo(Long.class)
        .findOne();
    handle.createUpdate(GIVE_BACK).bind("connector", connector.number()).execute();
  }
}
