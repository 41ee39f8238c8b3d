package dev.waybill.domain.reason;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/** What to do about a failure, by its code. */
public final class Advice {
  private static final String REPAIR =
      "Correct the mapping or what the source sends, verify the connector, then replay them.";

  private static final Map<String, String> BY_CODE =
      Map.ofEntries(
          entry(
              "token_refused",
              "Give the connector a new credential and verify; delivery then goes on by itself"
                  + " where it stopped, in order."),
          entry(
              "credential_deleted",
              "Give the connector a new credential and verify; delivery then goes on by itself"
                  + " where it stopped, in order."),
          entry(
              "mapping_failed",
              "Give the field a value: correct the mapping or what the source sends, verify, then"
                  + " replay them."),
          entry(
              "mapping_failed_alike",
              "The mapping fits none of the events: correct it and verify; delivery goes on by itself."),
          entry(
              "unreadable",
              "The stored event is damaged and cannot be sent again; send it anew from its source."),
          entry(
              "past_acceptance_window",
              "The platform no longer counts them. Nothing to do for these; deliver sooner next time."),
          entry(
              "past_deduplication_window",
              "They may have been delivered already and could count twice. Leave them, unless the"
                  + " platform shows that they are missing."),
          entry(
              "retention",
              "They left the log before they were delivered. Keep the log longer, or unpark connectors"
                  + " sooner."),
          entry("discarded", "They were discarded with their connector. Nothing to do."),
          entry(
              "invalid_event_name",
              "Map the event's name to one that the platform knows, verify, then replay them."),
          entry(
              "timeout", "The platform did not answer in time. Replay them once it answers again."),
          entry(
              "adapter_fault",
              "The destination adapter failed. Look at the log, update Waybill, then replay them."));

  private Advice() {}

  /** A sentence; for a code that is the platform's own, what helps with most of them. */
  public static String of(String code) {
    return known(code).orElse(REPAIR);
  }

  /** A sentence; empty for a code that is the platform's own. */
  public static Optional<String> known(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }
}
