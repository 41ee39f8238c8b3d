package dev.waybill.domain.monitor;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.monitor.StoreVitals.Vitals;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.outbox.OutboxView.Backlog;
import dev.waybill.domain.outbox.OutboxView.Oldest;
import dev.waybill.domain.outbox.Retention;
import dev.waybill.domain.outbox.RetentionPolicy;
import dev.waybill.domain.relay.ReadBacklogs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An installation with one connector, all well until a test says otherwise. */
public final class Sight implements ReadBacklogs, Ledger, StoreVitals {
  public static final ConnectorId CONNECTOR = new ConnectorId(3);

  private final InstantSource clock;
  public boolean away;
  public Duration storeAhead = Duration.ZERO;
  public double ringFill = 0.5;
  public long bytes = 1_000;
  public long waiting;
  public long delivered = 7;
  public long dead;
  public long unexplained;
  public boolean witnessed = true;
  public boolean keysForgotten;
  public Duration window = Duration.ofDays(1);
  public long late;
  public @Nullable Instant oldestWaiting;
  public @Nullable FirstExpiry firstExpiry;
  public final Map<ConnectorId, Reason> parked = new HashMap<>();

  public Sight(InstantSource clock) {
    this.clock = clock;
  }

  /** As a monitor would have put it together. */
  public Observation observation() {
    return new Observation(
        clock.instant(), until(), lines(), parked, log(), look(null), Duration.ZERO);
  }

  @Override
  public List<BacklogUntil> until() {
    answer();
    var backlog = new Backlog(CONNECTOR, "shop", waiting, 0, oldestWaiting, Oldest.NONE);
    return List.of(new BacklogUntil(backlog, firstExpiry));
  }

  @Override
  public AgeLimit ageLimit(ConnectorId connector) {
    return new AgeLimit(Duration.ofDays(7), Cause.RETENTION);
  }

  @Override
  public LogStatus log() {
    var lines = new ArrayList<Retention.Late>();
    if (late > 0) {
      var at = clock.instant().plusSeconds(3_600);
      lines.add(new Retention.Late(CONNECTOR, new LaneId(1), 1, late, at));
      lines.add(new Retention.Late(CONNECTOR, new LaneId(2), 1, late, at));
    }
    return new LogStatus(
        new Retention.State(window, keysForgotten, 10, bytes, lines),
        new RetentionPolicy(Duration.ofDays(7), 1_000, OptionalLong.of(10_000), Duration.ZERO));
  }

  @Override
  public List<Ledger.Line> lines() {
    long accepted = delivered + dead + waiting + unexplained;
    return List.of(
        new Ledger.Line(CONNECTOR, "shop", accepted, delivered, dead, 0, 0, 0, waiting, witnessed));
  }

  @Override
  public Vitals look(@Nullable NodeId self) {
    answer();
    return new Vitals(
        clock.instant().plus(storeAhead), ringFill, Map.of(LaneState.DELIVERING, 1L), 1);
  }

  private void answer() {
    if (away) {
      throw new StoreUnavailableException("away", new IllegalStateException());
    }
  }
}
