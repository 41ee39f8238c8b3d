package dev.waybill.domain.telemetry;

import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.Outcome;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** What one call of a delivery brought to the events it carried. */
public enum CallOutcome {
  ACCEPTED,
  REJECTED,
  DEFERRED,
  BLOCKED,
  /** Not the same for all of them. */
  MIXED,
  /** Nothing by itself: all its events went out again in a later call. */
  REPEATED;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One for each call of the report, in order; an event's last call decided it. */
  public static List<CallOutcome> of(DeliveryReport report) {
    var outcomes = new ArrayList<CallOutcome>();
    var decided = new BitSet();
    for (var call : report.calls().reversed()) {
      var own = call.events().stream().filter(index -> isOwn(index, report, decided)).toList();
      own.forEach(decided::set);
      outcomes.addFirst(
          own.stream()
              .map(index -> of(report.outcomes().get(index)))
              .reduce((one, other) -> one == other ? one : MIXED)
              .orElse(REPEATED));
    }
    return outcomes;
  }

  private static boolean isOwn(int index, DeliveryReport report, BitSet decided) {
    return index >= 0 && index < report.outcomes().size() && !decided.get(index);
  }

  private static CallOutcome of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _ -> ACCEPTED;
      case Outcome.Rejected _ -> REJECTED;
      case Outcome.Deferred _ -> DEFERRED;
      case Outcome.Blocked _ -> BLOCKED;
    };
  }
}
