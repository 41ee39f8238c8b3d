package dev.waybill.inbound.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.outbox.OutboxView.Fate;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.inbound.http.FakeOutbox;
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

  @Test
  void every_other_verdict_has_its_reason_too() {
    for (var verdict : Verdict.values()) {
      console.findings.explanations().let(new Fate(verdict, 1, null, null, FakeOutbox.NOW, null));
      var page = browser.get(STORY);
      assertThat(page.status()).as(verdict.wire()).isEqualTo(200);
      assertThat(page.words()).contains(verdict.wire());
    }
    console
        .findings
        .explanations()
        .let(
            new Fate(
                Verdict.RETRYING,
                1,
                "busy",
                "Again.",
                FakeOutbox.NOW,
                FakeOutbox.NOW.plusSeconds(120)));
    assertThat(browser.get(STORY).words())
        .contains("The next attempt is in 2 min.", "It is tried again.");
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
