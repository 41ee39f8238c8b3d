package dev.waybill.tiktok;

import dev.waybill.domain.destination.Outcome;
import java.util.Locale;

/** Outcomes in a word. */
final class Words {
  private Words() {}

  static String of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _ -> "accepted";
      case Outcome.Rejected _ -> "rejected";
      case Outcome.Blocked _ -> "blocked";
      case Outcome.Deferred(var cause, _, _, _) -> cause.name().toLowerCase(Locale.ROOT);
    };
  }
}
