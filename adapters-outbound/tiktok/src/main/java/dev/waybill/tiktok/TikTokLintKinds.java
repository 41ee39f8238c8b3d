package dev.waybill.tiktok;

import dev.waybill.domain.destination.LintKind;
import java.util.List;

/** What the findings of {@link TikTokLint} mean. */
final class TikTokLintKinds {
  static final List<LintKind> ALL =
      List.of(
          new LintKind(
              "deprecated_event",
              "The event has a name that TikTok is giving up.",
              "Map it to the name that took its place."),
          new LintKind(
              "reserved_event",
              "The event has a name that TikTok turns into one of its own.",
              "Map it to the standard event that is meant, or to another name."),
          new LintKind(
              "invalid_event_name",
              "A custom name is not written as TikTok allows, and is dropped in silence.",
              "Map it to a standard event or to a name of letters, digits and underscores."),
          new LintKind(
              "custom_event_offline",
              "A custom name came from a store, where only standard names count.",
              "Map it to a standard event."),
          new LintKind(
              "time_in_milliseconds",
              "The time of the event can be no number of seconds.",
              "Divide it by 1,000 in its rule, or take the time that Waybill has read."),
          new LintKind(
              "not_hashed",
              "An identifier that has to be hashed was sent in clear.",
              "Add the hashing to its rule: it is personal data, and it matches nobody like this."),
          new LintKind(
              "hash_in_capitals",
              "A hash was sent in capitals and is not recognised.",
              "Write it in small letters in its rule."),
          new LintKind(
              "hash_of_nothing",
              "The hash is that of an empty text or a placeholder such as null.",
              "Let the sender leave the field out when it has nothing for it."),
          new LintKind(
              "hashed_needlessly",
              "Something was hashed that TikTok wants in clear.",
              "Take the hashing out of its rule."),
          new LintKind(
              "untrimmed",
              "There is white space around an identifier.",
              "Trim it in its rule; a hash of it is another one otherwise."),
          new LintKind(
              "no_event_id",
              "A web event had no id of its own, so TikTok cannot tell it from its pixel's.",
              "Let the sender send the event id that the pixel uses, or both are counted."),
          new LintKind(
              "missing_page_url",
              "A web event does not say on which page it happened.",
              "Let the sender send the address of the page."),
          new LintKind(
              "missing_click_id",
              "A web event has neither a click id nor TikTok's cookie.",
              "Let the sender keep the click id of the landing page and the cookie, and send them."),
          new LintKind(
              "ip_without_user_agent",
              "Address and browser count only together, and one of them is missing.",
              "Let the sender send both, of the visitor and not of your server."),
          new LintKind(
              "value_without_currency",
              "There is a value without its currency.",
              "Map the currency, or set it in the mapping if there is but one."),
          new LintKind(
              "unknown_currency",
              "The currency is no code of ISO 4217.",
              "Send a code of three letters, such as EUR."),
          new LintKind(
              "unsupported_currency",
              "TikTok does not list the currency.",
              "Convert the value to a listed currency before it is sent."),
          new LintKind(
              "value_against_contents",
              "The value is more than twice, or less than half, of price times quantity.",
              "Look whether the value is in cents, or the price that of all pieces."));

  private TikTokLintKinds() {}
}
