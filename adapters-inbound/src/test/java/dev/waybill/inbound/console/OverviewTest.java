package dev.waybill.inbound.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OverviewTest {
  private final RunningConsole console = RunningConsole.start();
  private final Browser browser = console.signedIn();

  @AfterEach
  void stop() {
    console.close();
  }

  private void register(String name) {
    console.connectors.register(
        JsonObject.builder().put("name", name).put("platform", "mailbox").build());
  }

  @Test
  void an_empty_installation_says_what_to_do_next() {
    var page = browser.get("/");
    assertThat(page.words()).contains("No connector yet", "Add a platform");
    assertThat(page.text()).contains("href=\"/console/platforms\"");
  }

  @Test
  void a_connector_is_shown_with_its_rates_its_backlog_and_what_expires_first() {
    register("My <shop>");
    assertThat(browser.get("/").words())
        .contains("My <shop> Mailbox Unconfigured 2.0 1.6 88.9 % 4 1 min ago in 1 h");
  }

  @Test
  void a_reason_says_what_happened_since_when_what_waits_what_expires_and_what_to_do() {
    register("shop");
    assertThat(browser.get("/").words())
        .contains(
            "Needs attention",
            "Waiting on it 4 events",
            "Expires first in 1 h (it leaves the log)",
            "Finish setting it up: it delivers once its checklist passes. Go on setting it up");
  }

  @Test
  void a_paused_connector_says_so() {
    register("shop");
    console.connectors.confirm(new ConnectorId(1), "permission", "Ada");
    assertThat(browser.get("/").words()).contains("shop Mailbox Configured");
    console.connectors.pause(new ConnectorId(1));
    assertThat(browser.get("/").words()).contains("Paused");
  }

  @Test
  void outcomes_and_latencies_are_plotted_and_told_in_words_and_tables() {
    register("shop");
    var page = browser.get("/?span=24h");
    assertThat(page.words())
        .contains(
            "Outcomes over time from 2026-01-01",
            "Delivered: 4 in all. Filtered: 3 in all. Expired: 2 in all. Dead: 1 in all.",
            "Time from accepted to delivered",
            "The same as a table");
    assertThat(page.text())
        .contains("class=\"area fill-1\"", "hx-get=\"/console/overview/live?span=24h\"");
  }

  @Test
  void a_node_that_is_not_ready_says_so() {
    console.ready.set(false);
    assertThat(browser.get("/").words())
        .contains("Not ready: the database does not answer.", "Nothing that was accepted is lost");
  }

  @Test
  void a_log_that_is_full_says_so() {
    assertThat(browser.get("/").words())
        .contains("The database has reached its disk budget", "Raise WAYBILL_DISK_BUDGET");
  }

  @Test
  void a_store_that_is_away_is_a_page_that_says_so() {
    console.storeAway.set(true);
    var page = browser.get("/");
    assertThat(page.status()).isEqualTo(503);
    assertThat(page.words()).contains("The store cannot be reached", "are safe");
    assertThat(page.text()).contains("aria-label=\"Main\"");
    var part = browser.get("/console/overview/live", "HX-Request", "true");
    assertThat(part.status()).isEqualTo(503);
    assertThat(part.text()).doesNotContain("<html");
  }

  @Test
  void many_open_tabs_cost_one_look_and_an_unchanged_part_is_not_sent_again() {
    register("shop");
    var first = browser.get("/console/overview/live?span=1h");
    int looks = console.backlogReads.get();
    for (int tab = 0; tab < 10; tab++) {
      assertThat(browser.get("/console/overview/live?span=1h").text()).isEqualTo(first.text());
    }
    assertThat(console.backlogReads).hasValue(looks);
    var again =
        browser.get("/console/overview/live?span=1h", "If-None-Match", first.header("ETag"));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.text()).isEmpty();
  }
}
