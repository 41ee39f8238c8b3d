package dev.waybill.inbound.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.alert.Alert;
import dev.waybill.domain.alert.Finding;
import dev.waybill.domain.alert.Finding.Grade;
import dev.waybill.domain.alert.Rule;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.monitor.Condition;
import dev.waybill.domain.monitor.Condition.Kind;
import dev.waybill.inbound.http.FakeOutbox;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OverviewTest {
  private static final Instant NOW = FakeOutbox.NOW;

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
  void a_paused_connector_says_since_when() {
    register("shop");
    console.connectors.confirm(new ConnectorId(1), "permission", "Ada");
    console.connectors.pause(new ConnectorId(1));
    assertThat(browser.get("/").words())
        .contains(
            "Somebody paused it. paused Since 2026-01-02 03:02:05 UTC (2 min ago)",
            "Resume it and it goes on where it stopped.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          token_refused | Give the connector a new credential and verify | /authenticate
          credential_deleted | Give the connector a new credential and verify | /authenticate
          http_401 | Give the connector a new credential and verify | /authenticate
          permission.web_refused | Correct the settings, or let the platform allow | /settings
          test_event.web_refused | Correct the settings, or let the platform allow | /settings
          address_refused | Correct the settings, or let the platform allow | /settings
          no_event_source_id | Correct the settings, or let the platform allow | /settings
          http_301 | Correct the settings, or let the platform allow | /settings
          mapping_failed_alike | The mapping fits none of the events | /mapping/editor
          not_ready | in the settings, the mapping or the filter | ''
          40001 | by a new credential, in the settings or in the mapping | /authenticate""")
  void a_parked_connector_says_what_to_do_and_where_by_its_code(
      String code, String todo, String place) {
    register("shop");
    console.connectors.park(new ConnectorId(1), code, "It was refused.");
    var page = browser.get("/");
    assertThat(page.words()).contains("It was refused. " + code, todo, "Unconfigured, parked");
    assertThat(page.text()).contains("href=\"/console/connectors/con_1" + place + "\"");
  }

  @Test
  void a_connector_that_is_parked_and_paused_says_both() {
    register("shop");
    console.connectors.park(new ConnectorId(1), "token_refused", "The token is no longer good.");
    console.connectors.pause(new ConnectorId(1));
    assertThat(browser.get("/").words())
        .contains(
            "Unconfigured, parked, paused",
            "The token is no longer good. token_refused",
            "Somebody paused it. paused",
            "Resume it too: repaired alone, it still does not deliver.");
  }

  @Test
  void the_figures_over_all_connectors_are_told() {
    register("shop");
    assertThat(browser.get("/").words())
        .contains(
            "Configured 0 of 1 connector",
            "In 2.0 a minute, last 5 min",
            "Delivered 1.6 a minute, last 5 min",
            "Success 88.9 % of 9 events",
            "Waiting 4 or retrying",
            "Oldest waiting 1 min",
            "Expires first in 1 h");
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
  void what_is_not_ready_says_since_when_where_a_condition_behind_it_is_known() {
    console.ready.set(false);
    console.conditions.add(new Condition(Kind.LEASE, null, NOW.minusSeconds(30), "It is over."));
    assertThat(browser.get("/").words())
        .contains(
            "Not ready: the database does not answer. database"
                + " Since 2026-01-02 03:03:35 UTC (30 s ago)");
  }

  @Test
  void what_is_degraded_says_what_since_when_what_waits_what_expires_and_what_to_do() {
    register("shop");
    console.conditions.add(
        new Condition(Kind.LOG_RING, null, NOW.minusSeconds(120), "98 % of the ring is taken."));
    assertThat(browser.get("/").words())
        .contains(
            "The installation 98 % of the ring is taken. log_ring"
                + " Since 2026-01-02 03:02:05 UTC (2 min ago)"
                + " Waiting on it 4 events Expires first in 1 h (it leaves the log)"
                + " Look for a long-running transaction");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void every_degraded_state_is_shown_with_what_to_do(Kind kind) {
    console.conditions.add(new Condition(kind, null, NOW, kind.title()));
    assertThat(browser.get("/").words()).contains(kind.title(), kind.wire(), kind.remedy());
  }

  @Test
  void an_alert_that_fires_is_shown_whole_and_worst_first() {
    register("shop");
    console.alerts.add(fired(Rule.DEAD_SHARE, new ConnectorId(1), "40 % of shop is dead."));
    var words = browser.get("/").words();
    assertThat(words)
        .contains(
            "shop Alert fires since 2026-01-02 03:03:05 UTC (1 min ago)"
                + " 40 % of shop is dead. dead_share",
            "Waiting on it 7 events Expires first in 30 min", "Mend it. See the reasons");
    assertThat(words.indexOf("40 % of shop is dead."))
        .isLessThan(words.indexOf("Finish setting it up"));
  }

  @Test
  void what_is_degraded_and_alerted_is_told_once() {
    register("shop");
    console.conditions.add(new Condition(Kind.LOG_RING, null, NOW, "98 % of the ring is taken."));
    console.alerts.add(fired(Rule.LOG_RING, null, "The ring of the log is 98 % full."));
    console.alerts.add(fired(Rule.CONNECTOR_PARKED, new ConnectorId(1), "shop is parked."));
    assertThat(browser.get("/").words())
        .contains(
            "The installation Alert fires since", "shop Alert fires since", "Finish setting it up")
        .doesNotContain("The ring of the log is 98 % full.", "shop is parked.");
  }

  @Test
  void an_alert_that_is_over_is_kept_for_a_day_and_needs_no_attention() {
    var alert = fired(Rule.DEAD_SHARE, new ConnectorId(1), "40 % of shop is dead.");
    console.alerts.add(new Alert(alert.finding(), NOW, alert.firedAt(), NOW, NOW.minusSeconds(30)));
    assertThat(browser.get("/").words())
        .contains(
            "Alerts resolved within a day: 1",
            "40 % of shop is dead. Fired 2026-01-02 03:03:05 UTC, resolved 30 s ago")
        .doesNotContain("Needs attention");
  }

  private static Alert fired(Rule rule, @Nullable ConnectorId connector, String what) {
    var finding =
        new Finding(
            rule,
            Grade.BREACHED,
            connector,
            NOW.minusSeconds(90),
            what,
            7,
            NOW.plusSeconds(1_800),
            "Mend it.");
    return new Alert(finding, NOW.minusSeconds(90), NOW.minusSeconds(60), null, null);
  }

  @Test
  void a_store_that_is_away_is_a_page_that_says_so() {
    console.storeAway.set(true);
    var page = browser.get("/");
    assertThat(page.status()).isEqualTo(503);
    assertThat(page.words())
        .contains(
            "This node The database does not answer. database",
            "Waiting on it not known now Expires first not known now",
            "See whether PostgreSQL runs",
            "The store cannot be reached",
            "are safe")
        .doesNotContain("No connector yet");
    assertThat(page.text()).contains("aria-label=\"Main\"");
    assertThat(browser.get("/console/ledger").status()).isEqualTo(503);
    assertThat(browser.get("/console/ledger").words()).contains("The store cannot be reached");
  }

  @Test
  void an_open_tab_is_told_that_the_store_is_away_and_since_when() {
    register("shop");
    console.storeAway.set(true);
    console.conditions.add(
        new Condition(Kind.DATABASE, null, NOW.minusSeconds(10), Kind.DATABASE.title()));
    int looks = console.backlogReads.get();
    var part = browser.get("/console/overview/live", "HX-Request", "true");
    assertThat(part.status()).as("or the browser would go on showing what was").isEqualTo(200);
    assertThat(part.words())
        .contains("The database does not answer.", "Since 2026-01-02 03:03:55 UTC (10 s ago)")
        .doesNotContain("shop");
    assertThat(part.text()).doesNotContain("<html");
    assertThat(console.backlogReads).as("nobody waits for what is away").hasValue(looks);
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
