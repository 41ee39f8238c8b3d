package dev.waybill.inbound.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.outbox.OutboxView.Fate;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.inbound.http.FakeOutbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SearchPartTest {
  private final RunningConsole console = RunningConsole.start();
  private final Browser browser = console.signedIn();

  @AfterEach
  void stop() {
    console.close();
  }

  private static final String DAY = "&from=2026-01-01T00:00&to=2026-01-02T00:00";

  @Test
  void an_event_id_leads_to_its_story_at_once() {
    var found = browser.get("/console/search?event_id=order%2F1%20%C3%A9");
    assertThat(found.status()).isEqualTo(303);
    assertThat(found.header("Location")).isEqualTo("/console/events/order%2F1%20%C3%A9");
    var unknown = browser.get("/console/search?event_id=other");
    assertThat(unknown.status()).isEqualTo(200);
    assertThat(unknown.words()).contains("No event with this id");
  }

  @Test
  void nothing_is_searched_before_something_is_asked_for() {
    var page = browser.get("/console/search");
    assertThat(page.words()).contains("By event id", "Received from (UTC)").doesNotContain("Found");
    assertThat(console.findings.asked()).isEmpty();
  }

  @Test
  void exceptions_are_searched_step_by_step_with_progress() {
    var page =
        browser.get(
            "/console/search?connector=con_1&verdict=dead&code=40002&event=Purchase&order_id=o-1");
    assertThat(page.words()).contains("Looked at 500 exceptions, back to those received at");
    assertThat(page.text()).contains("hx-trigger=\"load\"");
    assertThat(console.findings.asked().getFirst())
        .contains("DEAD", "code=40002", "event=Purchase", "orderId=o-1");
    var next = page.text().replaceAll("(?s).*hx-get=\"([^\"]+)\".*", "$1").replace("&amp;", "&");
    assertThat(next).startsWith("/console/search/exceptions?cursor=7.1&");
    var rest = browser.get(next);
    assertThat(rest.words())
        .contains("e-1 Purchase", "dead Invalid value. (40002)", "That is all.");
    assertThat(rest.text()).contains("/console/events/e-1").doesNotContain("<html");
  }

  @Test
  void a_code_without_a_message_says_what_to_do_and_is_no_reason_alone() {
    var next = "/console/search/exceptions?cursor=7.1&verdict=dead";
    console.findings.find(new Fate(Verdict.DEAD, 2, "mapping_failed", null, FakeOutbox.NOW, null));
    assertThat(browser.get(next).words()).contains("dead Give the field a value");
    console.findings.find(new Fate(Verdict.DEAD, 2, "40002", null, FakeOutbox.NOW, null));
    assertThat(browser.get(next).words()).contains("dead The platform said nothing more. (40002)");
  }

  @Test
  void a_day_of_a_source_is_searched_for_an_order_with_progress() {
    var page = browser.get("/console/search?source=src_1&order_id=o-1" + DAY);
    assertThat(page.words())
        .contains("Looked at 4,000 of 10,000 events.", "4,000 of 10,000 (40.0 %)");
    var next = page.text().replaceAll("(?s).*hx-get=\"([^\"]+)\".*", "$1").replace("&amp;", "&");
    assertThat(browser.get(next).words()).contains("e-1 Purchase", "its story tells");
    assertThat(console.findings.asked()).last().asString().contains("2026-01-01T00:00:00Z");
  }

  @Test
  void what_cannot_be_understood_is_said_and_not_searched() {
    var page =
        browser.get(
            "/console/search?source=src_1&from=2026-01-01T00:00&to=2026-01-03T00:00&verdict=new");
    assertThat(page.status()).isEqualTo(422);
    assertThat(page.words())
        .contains(
            "Choose retrying, dead or expired.",
            "give the order id",
            "at most 24 hours; bring the two times closer");
    assertThat(browser.get("/console/search?from=yesterday").status()).isEqualTo(422);
    assertThat(browser.get("/console/search/exceptions?from=yesterday").status()).isEqualTo(422);
    for (var time : new String[] {"-1000000000-01-01T00:00:00Z", "%2B999999-01-01T00:00"}) {
      assertThat(browser.get("/console/search?source=src_1&order_id=1&to=" + time).status())
          .as(time)
          .isEqualTo(422);
    }
    assertThat(console.findings.asked()).isEmpty();
  }

  @Test
  void nothing_found_and_a_made_up_cursor_are_told_in_words() {
    assertThat(browser.get("/console/search/exceptions?code=1&cursor=forged").words())
        .contains("cannot be gone on with");
    assertThat(browser.get("/console/search?source=src_9&order_id=1").words())
        .contains("There is no such source.");
    console.findings.clear();
    assertThat(browser.get("/console/search?code=none").words())
        .contains("No exceptions here. Nothing more was found.");
  }

  @Test
  void without_the_store_the_page_says_so() {
    console.findings.takeAway(true);
    assertThat(browser.get("/console/search?code=1").status()).isEqualTo(503);
    assertThat(browser.get("/console/search/exceptions?code=1", "HX-Request", "true").status())
        .isEqualTo(503);
  }

  @Test
  void nobody_searches_without_signing_in() {
    browser.forgetCookie();
    assertThat(browser.get("/console/search?code=1").status()).isEqualTo(303);
    assertThat(console.findings.asked()).isEmpty();
  }
}
