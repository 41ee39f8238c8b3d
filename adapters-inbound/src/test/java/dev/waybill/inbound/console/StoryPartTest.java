package dev.waybill.inbound.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.outbox.OutboxView.Fate;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.inbound.http.FakeOutbox;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoryPartTest {
  private final RunningConsole console = RunningConsole.start();
  private final Browser browser = console.signedIn();

  @AfterEach
  void stop() {
    console.close();
  }

  private static final String STORY = "/console/events/order%2F1%20%C3%A9";

  @Test
  void a_story_goes_from_what_was_sent_to_the_verdict() {
    var page = browser.get(STORY);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.words())
        .contains(
            "You sent: Purchase from web",
            "TikTok took it now, after 1 attempt.",
            "/user/email /context/email email → sha256",
            "The request, as it would be made now",
            "POST https://x.example/track Access-Token: ***",
            "HTTP 200 · code 40002 · request req-1",
            "Send the click id.");
  }

  @Test
  void a_dead_event_says_what_happened_since_when_how_many_and_what_to_do() {
    assertThat(browser.get(STORY).words())
        .contains(
            "Invalid value. 40002",
            "Since 2026-01-02 02:04:05 UTC (1 h ago)",
            "Waiting on it",
            "Expires first",
            "Correct the mapping or what the source sends");
  }

  private Browser.Shown fate(Verdict verdict, @Nullable String code, @Nullable String message) {
    var next = verdict == Verdict.RETRYING ? FakeOutbox.NOW.plusSeconds(120) : null;
    console.findings.explanations().let(new Fate(verdict, 1, code, message, FakeOutbox.NOW, next));
    return browser.get(STORY);
  }

  /** Connector 2, where the event's fate is as told. */
  private ConnectorId register() {
    for (var name : new String[] {"first", "second"}) {
      console.connectors.register(
          JsonObject.builder().put("name", name).put("platform", "mailbox").build());
    }
    var second = new ConnectorId(2);
    console.connectors.confirm(second, "permission", "Ada");
    return second;
  }

  @Test
  void what_was_delivered_needs_no_reason() {
    var page = fate(Verdict.DELIVERED, null, null);
    assertThat(page.words()).contains("<b>Till</b> took it now, after 1 attempt.");
    assertThat(page.text()).doesNotContain("class=\"reason");
  }

  @Test
  void what_expired_says_that_and_what_to_do() {
    assertThat(fate(Verdict.EXPIRED, "past_acceptance_window", "It is 8 days old.").words())
        .contains(
            "It became too old to count now, after 1 attempt.",
            "It is 8 days old. past_acceptance_window Since 2026-01-02 03:04:05 UTC (now)",
            "The platform no longer counts them. Nothing to do for these");
  }

  @Test
  void what_was_filtered_says_that_and_what_to_do() {
    assertThat(fate(Verdict.FILTERED, null, null).words())
        .contains(
            "The connector did not want it; it was put aside now.",
            "The connector's filter does not hold for it. filtered Since 2026-01-02 03:04:05 UTC",
            "Nothing, if that is meant. Else change the filter");
  }

  @Test
  void what_is_retried_says_why_when_next_and_that_nothing_has_to_be_done() {
    assertThat(fate(Verdict.RETRYING, "busy", "Again.").words())
        .contains(
            "It was not taken yet, after 1 attempt. The next attempt is in 2 min.",
            "Again. busy Since 2026-01-02 03:04:05 UTC (now) Waiting on it",
            "Nothing: it is tried again by itself.",
            "It is tried again.");
  }

  @Test
  void what_waits_behind_others_says_so() {
    register();
    assertThat(fate(Verdict.WAITING, null, null).words())
        .contains(
            "It waits for its turn; nothing was sent yet.",
            "Other events are before it. in_line",
            "Nothing: it is delivered when it is its turn.");
  }

  @Test
  void what_waits_at_a_paused_connector_says_so_and_since_when() {
    console.connectors.pause(register());
    assertThat(fate(Verdict.WAITING, null, null).words())
        .contains(
            "The connector was paused by an operator. paused"
                + " Since 2026-01-02 03:02:05 UTC (2 min ago)",
            "Resume the connector; what waits is delivered then, in order.");
  }

  @Test
  void what_waits_at_a_parked_connector_says_why_since_when_and_where_to_repair_it() {
    console.connectors.park(register(), "mapping_failed_alike", "No event has a value.");
    var page = fate(Verdict.WAITING, null, null);
    assertThat(page.words())
        .contains(
            "No event has a value. mapping_failed_alike"
                + " Since 2026-01-02 03:03:05 UTC (1 min ago)",
            "The mapping fits none of the events: correct it and verify");
    assertThat(page.text()).contains("href=\"/console/connectors/con_2/mapping/editor\"");
  }

  @Test
  void what_waits_at_a_connector_that_is_parked_and_paused_says_both() {
    var second = register();
    console.connectors.park(second, "token_refused", "The token is no longer good.");
    console.connectors.pause(second);
    assertThat(fate(Verdict.WAITING, null, null).words())
        .contains(
            "The token is no longer good. And the connector was paused by an operator."
                + " token_refused",
            "Resume the connector too.");
  }

  @Test
  void personal_data_is_masked_until_it_is_uncovered_and_who_did_is_recorded() {
    assertThat(browser.get(STORY).text()).contains("***").doesNotContain("p@x.y");
    assertThat(console.findings.explanations().uncoveredBy()).isEmpty();
    var uncovered = browser.submit(STORY + "/uncover");
    assertThat(uncovered.status()).isEqualTo(200);
    assertThat(uncovered.text()).contains("p@x.y");
    assertThat(uncovered.header("Cache-Control")).isEqualTo("no-store");
    assertThat(console.findings.explanations().uncoveredBy())
        .singleElement()
        .asString()
        .startsWith("console session ")
        .doesNotContain(browser.csrf());
  }

  @Test
  void uncovering_is_refused_without_the_sessions_secret() {
    assertThat(browser.post(STORY + "/uncover").status()).isEqualTo(403);
    assertThat(console.findings.explanations().uncoveredBy()).isEmpty();
    assertThat(browser.get(STORY + "/uncover").status()).isEqualTo(405);
  }

  @Test
  void an_event_nobody_knows_is_not_found_in_words() {
    var page = browser.get("/console/events/other");
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.words()).contains("No event with this id");
    assertThat(browser.get("/console/events/" + "x".repeat(200)).status()).isEqualTo(404);
  }

  @Test
  void without_the_store_the_page_says_so() {
    console.findings.explanations().takeAway();
    var page = browser.get(STORY);
    assertThat(page.status()).isEqualTo(503);
    assertThat(page.words()).contains("The store cannot be reached");
  }

  @Test
  void nobody_sees_a_story_without_signing_in() {
    browser.forgetCookie();
    assertThat(browser.get(STORY).status()).isEqualTo(303);
    assertThat(browser.post(STORY + "/uncover").status()).isEqualTo(303);
    assertThat(console.findings.explanations().uncoveredBy()).isEmpty();
  }

  @Test
  void what_others_wrote_is_text_and_no_markup() {
    assertThat(browser.get(STORY).text()).contains("&lt;b>Till&lt;/b>").doesNotContain("<b>Till");
  }
}
