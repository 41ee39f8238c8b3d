package dev.waybill.domain.alert;

import dev.waybill.domain.alert.Finding.Grade;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.monitor.Condition;
import dev.waybill.domain.monitor.Observation;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.relay.ReadBacklogs.BacklogUntil;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds what was seen against the limits, and words what is beyond them. One thread at a time. */
final class AlertRules {
  /** What fires goes on firing until it is this much better than its limit. */
  private static final double NEAR = 0.8;

  private static final double RING_NEAR = 0.95;
  private static final double DISK_NEAR = 0.85;

  private final AlertLimits limits;
  private final DeadShare deadShare = new DeadShare();

  AlertRules(AlertLimits limits) {
    this.limits = limits;
  }

  List<Finding> of(Observation seen) {
    deadShare.add(seen.at(), seen.ledger());
    var found = new ArrayList<Finding>();
    for (var backlog : seen.backlogs()) {
      parked(backlog, seen, found);
      waiting(backlog, seen, found);
      dead(backlog, seen, found);
      expires(backlog, seen, found);
    }
    seen.ledger().stream()
        .filter(line -> !line.balanced())
        .forEach(line -> found.add(unbalanced(line, seen)));
    ring(seen, found);
    disk(seen, found);
    return found;
  }

  private static void parked(BacklogUntil backlog, Observation seen, List<Finding> found) {
    var reason = seen.parked().get(id(backlog));
    if (reason != null) {
      found.add(
          about(
              Rule.CONNECTOR_PARKED,
              Grade.BREACHED,
              backlog,
              reason.since(),
              "%s stands still (%s): %s".formatted(name(backlog), reason.code(), reason.message()),
              ("Give it a credential that works, or mend what the platform refuses, and verify it: POST"
                      + " /v1/connectors/%s/verify. It drains by itself afterwards.")
                  .formatted(id(backlog))));
    }
  }

  private void waiting(BacklogUntil backlog, Observation seen, List<Finding> found) {
    var oldest = backlog.backlog().oldestWaiting();
    if (oldest == null) {
      return;
    }
    var age = Duration.between(oldest, seen.at());
    var grade = grade((double) age.toMillis(), (double) limits.oldestWaiting().toMillis());
    if (grade != null) {
      found.add(
          about(
              Rule.WAITING_TOO_LONG,
              grade,
              backlog,
              oldest,
              "The oldest waiting event of %s has waited %s."
                  .formatted(name(backlog), Spans.of(age)),
              ("See GET /v1/connectors/%s: is it paused or parked? If not, the platform throttles or"
                      + " does not answer; see its calls in the metrics and in the story of an event.")
                  .formatted(id(backlog))));
    }
  }

  private void dead(BacklogUntil backlog, Observation seen, List<Finding> found) {
    var lately = deadShare.of(id(backlog));
    var grade = grade(lately);
    if (grade != null) {
      found.add(
          about(
              Rule.DEAD_SHARE,
              grade,
              backlog,
              seen.at().minus(DeadShare.WINDOW),
              "%d %% of what %s settled within %s is dead."
                  .formatted(
                      Math.round(lately.share() * 100), name(backlog), Spans.of(DeadShare.WINDOW)),
              ("See why in GET /v1/outbox/events?connector=%s&verdict=dead, mend the mapping or the"
                      + " sender, and replay the dead events.")
                  .formatted(id(backlog))));
    }
  }

  // Few events, or a node that has just begun to look, neither begin an alert nor end one.
  private @Nullable Grade grade(DeadShare.Lately lately) {
    var grade = lately.isEnough() ? grade(lately.share(), limits.deadShare()) : null;
    return grade == null && lately.isOpen() ? Grade.OPEN : grade;
  }

  private void expires(BacklogUntil backlog, Observation seen, List<Finding> found) {
    var first = backlog.firstExpiry();
    if (first == null) {
      return;
    }
    var left = Duration.between(seen.at(), first.at());
    boolean breached = left.compareTo(limits.expiryWithin()) < 0;
    if (breached || left.toMillis() * NEAR < limits.expiryWithin().toMillis()) {
      found.add(
          about(
              Rule.EXPIRES_SOON,
              breached ? Grade.BREACHED : Grade.NEAR,
              backlog,
              seen.at(),
              left.isPositive()
                  ? "Events of %s expire from %s on, in %s."
                      .formatted(name(backlog), first.at(), Spans.of(left))
                  : "Events of %s expire at their turn.".formatted(name(backlog)),
              "Get %s to deliver before that: see its status and reasons, and whether it is paused."
                  .formatted(id(backlog))));
    }
  }

  private static Finding unbalanced(Ledger.Line line, Observation seen) {
    return new Finding(
        Rule.LEDGER_REMAINDER,
        Grade.BREACHED,
        line.connector(),
        seen.at(),
        "%s (%s): %s".formatted(line.connector(), line.name(), Condition.unbalanced(line)),
        line.waiting(),
        null,
        Condition.Kind.LEDGER.remedy());
  }

  private static void ring(Observation seen, List<Finding> found) {
    double fill = seen.vitals().ringFill();
    if (fill >= RING_NEAR) {
      boolean breached = fill >= Observation.RING_NEARLY_FULL;
      found.add(
          general(
              Rule.LOG_RING,
              breached,
              seen,
              "%d %% of the ring of the log is taken.".formatted(Math.round(fill * 100)),
              Condition.Kind.LOG_RING.remedy()));
    }
  }

  private static void disk(Observation seen, List<Finding> found) {
    double share = seen.diskShare();
    if (share >= DISK_NEAR) {
      found.add(
          general(
              Rule.DISK_BUDGET,
              seen.isDiskNear(),
              seen,
              "The database takes %d %% of WAYBILL_DISK_BUDGET%s."
                  .formatted(
                      Math.round(share * 100), share >= 1 ? ": events are refused with 503" : ""),
              Condition.Kind.DISK.remedy()));
    }
  }

  private static @Nullable Grade grade(double value, double limit) {
    if (value > limit) {
      return Grade.BREACHED;
    }
    return value > limit * NEAR ? Grade.NEAR : null;
  }

  private static Finding general(
      Rule rule, boolean breached, Observation seen, String what, String remedy) {
    long waiting = seen.backlogs().stream().mapToLong(it -> it.backlog().waiting()).sum();
    var grade = breached ? Grade.BREACHED : Grade.NEAR;
    return new Finding(rule, grade, null, seen.at(), what, waiting, null, remedy);
  }

  private static Finding about(
      Rule rule, Grade grade, BacklogUntil backlog, Instant since, String what, String remedy) {
    var expiry = backlog.firstExpiry();
    long waiting = backlog.backlog().waiting() + backlog.backlog().retrying();
    return new Finding(
        rule,
        grade,
        id(backlog),
        since,
        what,
        waiting,
        expiry == null ? null : expiry.at(),
        remedy);
  }

  private static ConnectorId id(BacklogUntil backlog) {
    return backlog.backlog().connector();
  }

  private static String name(BacklogUntil backlog) {
    return "%s (%s)".formatted(id(backlog), backlog.backlog().name());
  }
}
