package dev.waybill.inbound.relay;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.VerifyConnector.Verification;
import dev.waybill.domain.relay.Rest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies a parked connector again from time to time, ever more seldom. One thread at a time. */
final class ParkingWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ParkingWatch.class);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final RelayDesk desk;
  private @Nullable Rest rest;
  private Duration wait;

  ParkingWatch(RelayDesk desk) {
    this.desk = desk;
    this.wait = desk.watch();
  }

  /** The connector works again. */
  void reset() {
    rest = null;
    wait = desk.watch();
  }

  /** Verifies if it is time to; the answer is how long to rest. */
  Duration look(Connector.Unconfigured parked) {
    var now = desk.tools().clock().instant();
    rest = rest == null ? Rest.from(now, wait) : rest.asOf(now);
    if (rest.left(now).isPositive()) {
      return LOOK;
    }
    wait = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
    rest = Rest.from(now, wait);
    if (desk.verify().recheck(parked.id()) instanceof Verification.Done(boolean passed, _, _)
        && passed) {
      LOG.info("{}: verified again, delivery resumes", parked.id());
    }
    return Duration.ZERO;
  }
}
