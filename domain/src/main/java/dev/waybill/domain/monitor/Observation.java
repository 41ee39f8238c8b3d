package dev.waybill.domain.monitor;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.monitor.StoreVitals.Vitals;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.relay.ReadBacklogs.BacklogUntil;
import dev.waybill.domain.relay.ReadBacklogs.LogStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How the installation was, as one node saw it at one moment.
 *
 * @param at by the node's clock
 * @param backlogs one for each connector that is not deleted
 * @param ledger one line for each connector there ever was
 * @param parked connectors that worked and are Unconfigured now
 * @param clockAhead how much the store's clock is ahead of the node's beyond what the look's own
 *     length may explain; negative when it is behind
 */
public record Observation(
    Instant at,
    List<BacklogUntil> backlogs,
    List<Ledger.Line> ledger,
    Map<ConnectorId, Reason> parked,
    LogStatus log,
    Vitals vitals,
    Duration clockAhead) {
  public Observation {
    backlogs = List.copyOf(backlogs);
    ledger = List.copyOf(ledger);
    parked = Map.copyOf(parked);
  }

  /** What nearly full means for the ring of the log: emptying was held up for half a part. */
  public static final double RING_NEARLY_FULL = 0.97;

  /** The part of the disk budget from which on it is near. */
  private static final double DISK_NEAR = 0.9;

  /** The part of the disk budget that is used; 0 without a budget. */
  public double diskShare() {
    var budget = log.policy().diskBudget();
    return budget.isEmpty() ? 0 : (double) log.state().bytes() / budget.getAsLong();
  }

  public boolean isDiskNear() {
    return diskShare() >= DISK_NEAR;
  }
}
