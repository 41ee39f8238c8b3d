package dev.waybill.inbound.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditPartTest {
  private final RunningConsole console = RunningConsole.start();
  private final Browser browser = console.signedIn();

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void who_did_what_is_told_in_words_and_a_page_at_a_time() {
    var first = browser.get("/console/audit");
    assertThat(first.words())
        .contains("admin token Uncovered the personal data of an event reveal_event");
    assertThat(first.text()).contains("href=\"/console/audit?cursor=5\"");
    var last = browser.get("/console/audit?cursor=5");
    assertThat(last.words()).contains("Newest").doesNotContain("Older ones");
  }

  @Test
  void a_place_that_no_page_gave_is_not_found() {
    assertThat(browser.get("/console/audit?cursor=x").status()).isEqualTo(404);
  }

  @Test
  void nothing_done_yet_is_said() {
    console.findings.clear();
    assertThat(browser.get("/console/audit").words()).contains("Nothing was done yet");
  }

  @Test
  void nobody_sees_it_without_a_session() {
    browser.forgetCookie();
    assertThat(browser.get("/console/audit").status()).isEqualTo(303);
  }

  @Test
  void without_the_store_the_page_says_so() {
    console.findings.takeAway(true);
    assertThat(browser.get("/console/audit").status()).isEqualTo(503);
  }
}
