package dev.waybill.destination.tck;

/** A way to be broken, and the rule that must notice. */
enum Flaw {
  NONE(""),
  BELIEVES_THE_STATUS("a_status_of_success_is_no_success_without_the_platforms_word"),
  DROPS_AN_OUTCOME("what_the_platform_takes_is_accepted_and_every_event_id_travels"),
  THROWS_WHEN_NOBODY_ANSWERS("a_connection_closed_without_an_answer_is_transient"),
  LEAKS_THE_TOKEN("messages_of_the_platform_are_shown_without_secrets_and_personal_data"),
  REPEATS_THE_PLATFORM("messages_of_the_platform_are_shown_without_secrets_and_personal_data"),
  KILLS_FOR_A_BAD_TOKEN("an_unknown_token_blocks_and_kills_nothing"),
  KILLS_THE_NEIGHBOURS("a_bad_event_is_isolated_and_its_neighbours_are_delivered_once"),
  SENDS_TWICE("a_full_batch_keeps_to_the_limits_and_carries_each_event_once"),
  TAKES_BUSY_FOR_BAD_TOKEN("throttling_waits_and_costs_no_event_anything"),
  FORGETS_THE_NAMED_WAIT("a_named_wait_is_passed_on"),
  TAKES_SILENCE_FOR_A_YES("a_peer_that_never_answers_is_given_up_on"),
  KILLS_WHAT_IT_CANNOT_READ("an_unreadable_answer_kills_no_event"),
  SWALLOWS_THE_INTERRUPT("an_interrupt_ends_a_delivery_soon_and_is_handed_on"),
  REPORTS_NO_CALL("what_the_platform_takes_is_accepted_and_every_event_id_travels"),
  PASSES_ANY_PROBE("a_probe_of_an_unknown_token_fails_and_says_so"),
  PROBES_WITH_AN_EVENT("a_probe_of_a_good_credential_finds_no_fault_and_leaves_no_event_behind");

  private final String caughtBy;

  Flaw(String caughtBy) {
    this.caughtBy = caughtBy;
  }

  String caughtBy() {
    return caughtBy;
  }
}
