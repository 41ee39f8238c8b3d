package dev.waybill.destination.tck;

import java.util.List;

/** A way to be broken, and the rules that must notice: all of them, and no other. */
enum Flaw {
  NONE,

  // ── what it tells of itself ─────────────────────────────────────────────────────────────

  IS_NOT_REGISTERED("the_provider_is_registered_as_a_service"),
  CHANGES_ITS_SPEC("the_spec_is_always_the_same_and_says_what_the_platform_is"),
  LEAVES_A_SCHEMA_OPEN(
      "the_schemas_are_of_objects_that_allow_nothing_unnamed",
      "settings_with_an_unknown_member_are_refused"),
  FORBIDS_ITS_OWN_CREDENTIAL("good_settings_and_a_good_credential_satisfy_their_schemas"),
  FINDS_FAULT_WITH_GOOD_SETTINGS("good_settings_have_no_problem"),
  FINDS_WHAT_IT_DOES_NOT_EXPLAIN("what_a_review_finds_is_explained_to_people"),
  HAS_A_MAPPING_WITHOUT_TESTS("every_starting_mapping_has_a_name_of_its_own_and_tests"),
  HAS_A_MAPPING_THAT_DOES_NOT_COMPILE("every_starting_mapping_compiles"),
  HAS_A_MAPPING_THAT_FAILS_ITS_TEST("every_starting_mapping_passes_its_own_tests"),
  HAS_A_MAPPING_AGAINST_ITS_SCHEMA("what_a_starting_mapping_makes_satisfies_the_payload_schema"),

  // ── the probe and the preview ───────────────────────────────────────────────────────────

  PROBES_WITH_AN_EVENT("a_probe_of_a_good_credential_finds_no_fault_and_leaves_no_event_behind"),
  PASSES_ANY_TOKEN("a_probe_of_an_unknown_token_fails_and_says_so"),
  SHOWS_THE_TOKEN_IN_A_FINDING("a_probe_of_an_unknown_token_fails_and_says_so"),
  PASSES_A_PROBE_IT_CANNOT_READ("a_probe_answered_with_a_lie_passes_nothing"),
  TAKES_SILENCE_FOR_A_BAD_TOKEN("a_probe_without_an_answer_is_inconclusive"),
  TAKES_A_BUSY_PROBE_FOR_A_PASS("a_throttled_probe_is_inconclusive"),
  PREVIEWS_BY_SENDING("a_preview_makes_no_call"),
  PREVIEWS_THE_TOKEN("a_preview_shows_no_secret"),
  PREVIEWS_ANOTHER_BODY("a_preview_carries_the_payload_to_where_the_delivery_goes"),

  // ── the platform is ill, or the way there ───────────────────────────────────────────────

  TAINTS_WHAT_IT_NEVER_SENT("a_refused_connection_is_transient"),
  TAKES_A_HANG_UP_FOR_UNSENT(
      "a_connection_closed_before_the_request_was_read_is_unanswered",
      "a_connection_closed_after_the_events_were_taken_is_unanswered",
      "a_call_without_an_answer_taints_only_the_events_it_carried",
      "an_answer_that_breaks_off_is_unanswered",
      "an_answer_too_long_to_read_is_unanswered"),
  THROWS_WHEN_NOBODY_ANSWERS(
      "a_connection_closed_before_the_request_was_read_is_unanswered",
      "a_connection_closed_after_the_events_were_taken_is_unanswered",
      "a_call_without_an_answer_taints_only_the_events_it_carried",
      "an_answer_that_breaks_off_is_unanswered",
      "an_answer_too_long_to_read_is_unanswered",
      "nothing_is_printed_or_logged_of_secrets_and_payloads"),
  TAKES_A_TIMEOUT_FOR_A_YES(
      "a_peer_that_never_answers_is_given_up_on", "an_answer_that_never_ends_is_given_up_on"),
  WAITS_TOO_LONG(
      "a_peer_that_never_answers_is_given_up_on", "an_answer_that_never_ends_is_given_up_on"),
  TAKES_GARBLE_FOR_A_REFUSAL("an_unreadable_answer_is_unanswered"),
  TAKES_AN_ERROR_PAGE_FOR_A_VERDICT("a_gateways_error_page_is_unanswered"),
  TAINTS_THE_WHOLE_BATCH("a_call_without_an_answer_taints_only_the_events_it_carried"),

  // ── deliveries ──────────────────────────────────────────────────────────────────────────

  BELIEVES_THE_STATUS(
      "a_status_of_success_is_no_success_without_the_platforms_word",
      "an_unreadable_answer_is_unanswered"),
  SENDS_NO_MORE_THAN_THREE(
      "what_the_platform_takes_is_accepted_and_every_event_id_travels",
      "a_full_batch_keeps_to_the_limits_and_carries_each_event_once",
      "a_bad_event_is_isolated_and_its_neighbours_are_delivered_once",
      "several_bad_events_are_isolated_too",
      "a_call_without_an_answer_taints_only_the_events_it_carried",
      "what_was_taken_in_half_is_reported_event_by_event"),
  LOSES_AN_OUTCOME_OF_A_FULL_BATCH("a_full_batch_keeps_to_the_limits_and_carries_each_event_once"),
  SENDS_A_FULL_BATCH_TWICE("a_full_batch_keeps_to_the_limits_and_carries_each_event_once"),
  SERVES_ONE_THREAD_ALONE("several_threads_may_deliver_at_once"),
  DEFERS_A_BAD_EVENT(
      "an_event_the_platform_refuses_by_itself_is_rejected",
      "a_bad_event_is_isolated_and_its_neighbours_are_delivered_once",
      "several_bad_events_are_isolated_too"),
  KILLS_THE_NEIGHBOURS(
      "a_bad_event_is_isolated_and_its_neighbours_are_delivered_once",
      "several_bad_events_are_isolated_too"),
  TAKES_HALF_FOR_THE_WHOLE("what_was_taken_in_half_is_reported_event_by_event"),
  FORGETS_THE_CALL_THAT_TOOK_HALF("what_was_taken_in_half_is_reported_event_by_event"),
  TURNS_THE_ORDER_ROUND("what_was_taken_in_half_is_reported_event_by_event"),
  TAKES_BUSY_FOR_BAD_TOKEN(
      "throttling_waits_and_costs_no_event_anything", "a_named_wait_is_passed_on"),
  FORGETS_THE_NAMED_WAIT("a_named_wait_is_passed_on"),
  KILLS_FOR_A_BAD_TOKEN("an_unknown_token_blocks_and_kills_nothing"),
  REPEATS_THE_PLATFORM("messages_of_the_platform_are_shown_without_secrets_and_personal_data"),
  PRINTS_WHAT_IT_SENDS("nothing_is_printed_or_logged_of_secrets_and_payloads"),
  LOGS_THE_TOKEN("nothing_is_printed_or_logged_of_secrets_and_payloads"),
  SWALLOWS_THE_INTERRUPT("an_interrupt_ends_a_delivery_soon_and_is_handed_on"),
  CLOSES_ONLY_ONCE("closing_once_or_again_does_not_throw");

  @SuppressWarnings("ImmutableEnumChecker") // it is made by List.of
  private final List<String> caughtBy;

  Flaw(String... caughtBy) {
    this.caughtBy = List.of(caughtBy);
  }

  List<String> caughtBy() {
    return caughtBy;
  }
}
