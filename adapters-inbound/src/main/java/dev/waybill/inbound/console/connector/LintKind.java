package dev.waybill.inbound.console.connector;

import java.util.Map;

/**
 * What a kind of finding means, and what to do about it.
 *
 * @param code the word that the API and the metrics know it by
 */
record LintKind(String code, String meaning, String todo) {
  private static final Map<String, LintKind> KNOWN =
      Map.ofEntries(
          kind(
              "unknown_field",
              "The payload has a field that the platform does not know, so it is ignored.",
              "Compare its name with the platform's list: the preview names the nearest known one."),
          kind(
              "review_failed",
              "A review of payloads broke off, so those deliveries were not looked at.",
              "Report it with the version: the adapter of the platform is at fault, not the events."),
          kind(
              "number_as_text",
              "A number was sent as text.",
              "Let its rule make a number of it, or let the sender send one."),
          kind(
              "wrong_type",
              "A value is of another type than the platform's schema wants.",
              "Correct the rule that makes it; the preview shows the place."),
          kind(
              "double_hash",
              "A value was hashed that was a hash already, so it matches nobody.",
              "Take the hashing out of its rule, or let the sender send it in clear."),
          kind(
              "deprecated_event",
              "The event has a name that the platform is giving up.",
              "Map it to the name that took its place."),
          kind(
              "reserved_event",
              "The event has a name that the platform turns into one of its own.",
              "Map it to the standard event that is meant, or to another name."),
          kind(
              "invalid_event_name",
              "A custom name is not written as the platform allows, and is dropped in silence.",
              "Map it to a standard event or to a name of letters, digits and underscores."),
          kind(
              "custom_event_offline",
              "A custom name came from a store, where only standard names count.",
              "Map it to a standard event."),
          kind(
              "time_in_milliseconds",
              "The time of the event can be no number of seconds.",
              "Divide it by 1,000 in its rule, or take the time that Waybill has read."),
          kind(
              "not_hashed",
              "An identifier that has to be hashed was sent in clear.",
              "Add the hashing to its rule: it is personal data, and it matches nobody like this."),
          kind(
              "hash_in_capitals",
              "A hash was sent in capitals and is not recognised.",
              "Write it in small letters in its rule."),
          kind(
              "hash_of_nothing",
              "The hash is that of an empty text or a placeholder such as null.",
              "Let the sender leave the field out when it has nothing for it."),
          kind(
              "hashed_needlessly",
              "Something was hashed that the platform wants in clear.",
              "Take the hashing out of its rule."),
          kind(
              "untrimmed",
              "There is white space around an identifier.",
              "Trim it in its rule; a hash of it is another one otherwise."),
          kind(
              "no_event_id",
              "A web event had no id of its own, so the platform cannot tell it from its pixel's.",
              "Let the sender send the event id that the pixel uses, or both are counted."),
          kind(
              "missing_page_url",
              "A web event does not say on which page it happened.",
              "Let the sender send the address of the page."),
          kind(
              "missing_click_id",
              "A web event has neither a click id nor the platform's cookie.",
              "Let the sender keep the click id of the landing page and the cookie, and send them."),
          kind(
              "ip_without_user_agent",
              "Address and browser count only together, and one of them is missing.",
              "Let the sender send both, of the visitor and not of your server."),
          kind(
              "value_without_currency",
              "There is a value without its currency.",
              "Map the currency, or set it in the mapping if there is but one."),
          kind(
              "unknown_currency",
              "The currency is no code of ISO 4217.",
              "Send a code of three letters, such as EUR."),
          kind(
              "unsupported_currency",
              "The platform does not list the currency.",
              "Convert the value to a listed currency before it is sent."),
          kind(
              "value_against_contents",
              "The value is more than twice, or less than half, of price times quantity.",
              "Look whether the value is in cents, or the price that of all pieces."));

  static LintKind of(String code) {
    return KNOWN.getOrDefault(
        code,
        new LintKind(
            code,
            "The platform's adapter found this about payloads.",
            "Preview a recent event on the API: each finding is told there with its place."));
  }

  private static Map.Entry<String, LintKind> kind(String code, String meaning, String todo) {
    return Map.entry(code, new LintKind(code, meaning, todo));
  }
}
