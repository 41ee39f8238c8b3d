package dev.waybill.inbound.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerPartTest {
  private final RunningConsole console = RunningConsole.start();
  private final Browser browser = console.signedIn();

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void the_equation_of_each_connector_is_shown_with_what_it_leaves_unexplained() {
    var page = browser.get("/console/ledger");
    assertThat(page.words()).contains("TikTok 10 4 1 1 1 1 2 0 balanced");
    assertThat(browser.get("/console/ledger/lines").words()).contains("TikTok 10 4");
  }

  @Test
  void what_is_unexplained_is_said_aloud() {
    console.outbox.lose(3);
    assertThat(browser.get("/console/ledger").words())
        .contains("3 unexplained", "The ledger does not balance");
  }

  @Test
  void a_count_of_everything_shows_its_progress_and_what_it_found() {
    assertThat(browser.get("/console/ledger").words())
        .contains("Not counted since this node started.");
    assertThat(browser.submit("/console/ledger/verify").header("Location"))
        .isEqualTo("/console/ledger");
    var done = browser.get("/console/ledger/verification");
    assertThat(done.words())
        .contains(
            "Counted 10 events and 5 settlements",
            "The ledger differs",
            "con_1 lane 1 events 10 9");
    assertThat(done.text()).doesNotContain("<html");
  }

  @Test
  void a_count_under_way_is_looked_at_again_and_again() {
    console.findings.begin();
    console.findings.count();
    assertThat(browser.get("/console/ledger/verification").text())
        .contains("Sources and lanes counted: 1 of 4", "hx-trigger=\"every 3s, seen\"");
  }

  @Test
  void no_connector_has_no_account_yet() {
    console.outbox.forget();
    assertThat(browser.get("/console/ledger").words()).contains("Nothing to account for yet");
  }

  @Test
  void nothing_is_counted_without_the_sessions_secret_or_a_session() {
    assertThat(browser.post("/console/ledger/verify").status()).isEqualTo(403);
    browser.forgetCookie();
    assertThat(browser.get("/console/ledger").status()).isEqualTo(303);
    assertThat(browser.post("/console/ledger/verify").status()).isEqualTo(303);
  }

  @Test
  void without_the_store_the_page_says_so() {
    console.storeAway.set(true);
    var page = browser.get("/console/ledger");
    assertThat(page.status()).isEqualTo(503);
    assertThat(page.words()).contains("The store cannot be reached");
  }
}
