package dev.waybill.inbound.console.connector;

import static java.util.Map.entry;

import dev.waybill.domain.reason.ReadDeadLetters.Group;
import dev.waybill.domain.reason.ReadDeadLetters.Groups;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** What error codes mean: Waybill's own by heart, a platform's by what it said with them. */
final class Meanings {
  private static final int LONGEST = 80;

  private static final Map<String, String> OWN =
      Map.ofEntries(
          entry("mapping_failed", "a required field got no value"),
          entry("mapping_failed_alike", "the mapping fits none of the events"),
          entry("unreadable", "the stored event is damaged"),
          entry("past_acceptance_window", "too old for the platform"),
          entry("past_deduplication_window", "might count twice by now"),
          entry("retention", "left the log undelivered"),
          entry("discarded", "discarded with its connector"),
          entry("invalid_event_name", "a name the platform does not know"),
          entry("timeout", "no answer in time"),
          entry("no_answer", "no answer came"),
          entry("no_connection", "the platform was not reached"),
          entry("unreadable_answer", "an answer that cannot be read"),
          entry("adapter_fault", "the destination adapter failed"));

  private Meanings() {}

  static Map<String, String> of(Groups deadLetters) {
    var meanings = new HashMap<String, String>();
    deadLetters.groups().stream()
        .sorted(Comparator.comparingLong(Group::count))
        .forEach(group -> meanings.put(group.code(), shortened(group.pattern())));
    meanings.putAll(OWN);
    return meanings;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
