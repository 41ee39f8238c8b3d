package dev.waybill.inbound.relay;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.VerifyConnector.Verification;
import dev.waybill.domain.relay.Rest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies a parked connector again: at once, and from then on ever more seldom. Only a delivery
 * that worked begins anew, so that a platform that honours the token and takes no event is not
 * asked without end. One thread at a time.
 */
final class ParkingWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ParkingWatch.class);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final RelayDesk desk;
  private @Nullable Rest rest;
  private Duration wait = Duration.ZERO;

  ParkingWatch(RelayDesk desk) {
    this.desk = desk;
  }

  /** The connector is not parked. */
  void over() {
    rest = null;
  }

  /** A delivery was settled. */
  void worked() {
    wait = Duration.ZERO;
  }

  /** Verifies if it is time to; the answer is how long to rest. */
  Duration look(Connector.Unconfigured parked) {
    var now = desk.tools().clock().instant();
    rest = rest == null ? Rest.from(now, wait) : rest.asOf(now);
    if (rest.left(now).isPositive()) {
      return LOOK;
    }
    wait = longer();
    rest = Rest.from(now, wait);
    if (desk.verify().recheck(parked.id()) instanceof Verification.Done(boolean passed, _, _)
        && passed) {
      LOG.info("{}: verified again, delivery resumes", parked.id());
    }
    return Duration.ZERO;
  }

  private Duration longer() {
    var longer = wait.isZero() ? desk.watch() : wait.multipliedBy(2);
    return longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
  }
}
