package dev.waybill.inbound.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.relay.ReadBacklogs.AgeLimit;
import dev.waybill.domain.relay.ReadBacklogs.Cause;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectorPagesTest {
  private static final String ONE = "/console/connectors/con_1";

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
  void the_strip_tells_how_far_events_came() {
    register("shop");
    assertThat(browser.get(ONE).words())
        .contains(
            "Accepted 10 2 waiting",
            "Filtered 1",
            "Mapped 6",
            "Sent 5 1 retrying",
            "Delivered 4",
            "Dead 1",
            "Expired 1");
  }

  @Test
  void outcomes_latency_age_and_error_codes_are_plotted() {
    register("shop");
    assertThat(browser.get(ONE + "?span=7d").words())
        .contains(
            "Outcomes over time",
            "Time from accepted to delivered",
            "Age of the oldest waiting event",
            "Error codes over time",
            "40002 3");
  }

  @Test
  void a_backlog_far_from_expiring_is_drawn_large_and_its_distance_is_told() {
    register("shop");
    var page = browser.get(ONE);
    assertThat(page.words())
        .contains("Expires 7 days after it happened, far above: the oldest had 6 days left")
        .doesNotContain("Line at");
    assertThat(page.text()).doesNotContain("mark-line");
  }

  @Test
  void a_backlog_near_expiring_is_drawn_below_the_line() {
    register("shop");
    console.outbox.limitAge(new AgeLimit(Duration.ofSeconds(20), Cause.RETENTION));
    var page = browser.get(ONE);
    assertThat(page.words())
        .contains(
            "Oldest waiting: at most 7.0 s. Line at 20.0 s: Leaves the log after 20 s.",
            "At the end of each minute. Leaves the log after 20 s")
        .doesNotContain("far above");
    assertThat(page.text()).contains("mark-line");
  }

  @Test
  void what_was_delivered_last_is_one_click_away() {
    register("shop");
    assertThat(browser.get(ONE).text()).contains("href=\"" + ONE + "/latest\"");
    var led = browser.get(ONE + "/latest");
    assertThat(led.status()).isEqualTo(303);
    assertThat(led.header("Location")).isEqualTo("/console/events/e-2");
  }

  @Test
  void nothing_delivered_any_more_leads_back_and_says_so() {
    register("first");
    register("second");
    var led = browser.get("/console/connectors/con_2/latest");
    assertThat(led.header("Location")).isEqualTo("/console/connectors/con_2");
    assertThat(browser.get(led.header("Location")).words())
        .contains("Nothing that it delivered is in the log any more.");
    assertThat(browser.get("/console/connectors/con_9/latest").status()).isEqualTo(404);
  }

  @Test
  void a_connector_without_events_says_what_to_do() {
    register("first");
    register("second");
    assertThat(browser.get("/console/connectors/con_2").words())
        .contains("No events yet", "finish its checklist");
  }

  @Test
  void the_live_part_is_shared_and_holds_no_form() {
    register("shop");
    var part = browser.get(ONE + "/live?span=1h");
    assertThat(part.status()).isEqualTo(200);
    assertThat(part.text()).doesNotContain("csrf", "<form", "<html");
  }

  @Test
  void pausing_and_resuming_is_one_click_each() {
    register("shop");
    assertThat(browser.submit(ONE + "/pause").header("Location")).isEqualTo(ONE);
    var paused = browser.get(ONE);
    assertThat(paused.words()).contains("Paused. Events go on being accepted", "Resume");
    assertThat(browser.get(ONE).words()).as("told once").doesNotContain("Paused. Events");
    browser.submit(ONE + "/resume");
    assertThat(browser.get(ONE).words()).contains("It goes on where it stopped");
  }

  @Test
  void a_change_that_somebody_else_got_in_before_is_told() {
    register("moving");
    var refused = browser.submit(ONE + "/pause");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.words()).contains("Somebody changed this connector meanwhile");
  }

  @Test
  void deleting_asks_once_and_says_what_will_happen() {
    register("first");
    register("idle");
    var asked = browser.get("/console/connectors/con_2/delete");
    assertThat(asked.words())
        .contains(
            "Delete the connector idle?",
            "No events wait or retry here.",
            "cannot be brought back",
            "Keep it");
    assertThat(console.connectors.all()).as("asking deletes nothing").hasSize(2);
    assertThat(
            browser.submit("/console/connectors/con_2/delete", "discard", "0").header("Location"))
        .isEqualTo("/");
    assertThat(browser.get("/").words()).contains("idle was deleted.");
  }

  @Test
  void whoever_deletes_is_told_at_once_how_many_events_that_discards_and_asked_once() {
    register("busy");
    console.outbox.letWait(41);
    var asked = browser.get(ONE + "/delete");
    assertThat(asked.words())
        .contains("Events that wait or retry here: 42", "Delete it and discard 42 events");
    assertThat(asked.text()).contains("name=\"discard\" value=\"42\"");
    console.outbox.letWait(83);
    assertThat(browser.submit(ONE + "/delete", "discard", "42").header("Location")).isEqualTo("/");
    assertThat(console.connectors.all()).isEmpty();
    assertThat(browser.get("/").words()).containsPattern("(42|84) events were discarded");
  }

  @Test
  void it_is_asked_again_when_many_more_wait_than_somebody_agreed_to_discard() {
    register("busy");
    console.outbox.letWait(84);
    assertThat(browser.submit(ONE + "/delete", "discard", "42").words())
        .contains("Delete it and discard 85 events");
    console.outbox.letWait(41);
    assertThat(browser.submit(ONE + "/delete", "discard", "0").words())
        .as("nothing waited when it was asked")
        .contains("Delete it and discard 42 events");
    assertThat(console.connectors.all()).hasSize(1);
  }

  @Test
  void the_mapping_is_shown_with_its_filter() {
    register("shop");
    assertThat(browser.get(ONE + "/mapping").words())
        .contains("The platform's starting mapping", "every event of its sources is wanted");
  }

  @Test
  void the_tests_run_and_say_how_they_went() {
    register("shop");
    assertThat(browser.get(ONE + "/tests").words()).contains("Run the tests", "sends nothing");
    assertThat(browser.submit(ONE + "/tests").words())
        .contains("1 of 2 passed.", "fine Passed", "of the starting mapping canonical")
        .contains("broken Failed");
    register("second");
    assertThat(browser.submit("/console/connectors/con_2/tests").words())
        .contains("The mapping cannot be used", "Wanted x.");
    register("third");
    assertThat(browser.submit("/console/connectors/con_3/tests").words())
        .contains("There is no mapping test");
  }

  @Test
  void settings_are_saved_as_a_draft_of_the_version_that_was_seen() {
    register("shop");
    assertThat(browser.get(ONE + "/settings").text())
        .contains("name=\"version\" value=\"1\"", "name=\"settings/url\"");
    var saved =
        browser.submit(
            ONE + "/settings", "version", "1", "settings/url", "https://y.example", "calls", "5");
    assertThat(saved.header("Location")).isEqualTo(ONE + "/verify");
    assertThat(browser.get(ONE + "/verify").words()).contains("Saved as a draft.");
    assertThat(browser.get(ONE + "/settings").text()).contains("value=\"https://y.example\"");
    assertThat(
            browser
                .submit(ONE + "/settings", "version", "1", "settings/url", "https://z.example")
                .status())
        .as("an old version")
        .isEqualTo(409);
    assertThat(browser.submit(ONE + "/settings").status()).as("no version").isEqualTo(409);
  }

  @Test
  void what_no_field_is_wrong_about_is_said_above_them() {
    register("shop");
    var refused =
        browser.submit(ONE + "/settings", "version", "1", "settings/url", "https://gone.example");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.words())
        .contains("Its adapter is gone.", "Choose at least one source; new ones are made");
  }

  @Test
  void of_the_credential_only_its_dates_are_shown() {
    register("shop");
    assertThat(browser.get(ONE + "/credential").words()).contains("No credential", "Authenticate");
    browser.submit(ONE + "/settings", "version", "1", "settings/url", "https://y.example");
    var page = browser.get(ONE + "/credential");
    assertThat(page.words()).contains("In the draft", "Given", "Replace it");
    assertThat(page.text()).doesNotContain("s3cret");
  }

  @Test
  void deleting_the_credential_asks_once_and_once_more_when_the_platform_is_away() {
    register("away");
    assertThat(browser.get(ONE + "/credential/delete").words())
        .contains("Delete the credential of away?", "The connector stops delivering");
    var again = browser.submit(ONE + "/credential/delete", "force", "false");
    assertThat(again.words()).contains("No answer.", "forgotten here alone", "Forget it here");
    assertThat(browser.submit(ONE + "/credential/delete", "force", "true").header("Location"))
        .isEqualTo(ONE + "/credential");
    register("bare");
    assertThat(
            browser
                .submit("/console/connectors/con_2/credential/delete", "force", "false")
                .status())
        .isEqualTo(409);
  }

  @Test
  void revisions_are_listed_and_brought_back() {
    register("shop");
    assertThat(browser.get(ONE + "/revisions").words()).contains("Revision 1", "Bring it back");
    var bringBack = ONE + "/revisions/1/bring-back";
    assertThat(browser.submit(bringBack, "version", "1", "replace", "1").header("Location"))
        .isEqualTo(ONE + "/verify");
    assertThat(browser.get(ONE + "/verify").words()).contains("Revision 1 is the draft now.");
    assertThat(browser.submit(ONE + "/revisions/7/bring-back", "version", "2").status())
        .as("there is a draft to ask about, and no such revision")
        .isEqualTo(404);
    assertThat(browser.submit(ONE + "/revisions/x/bring-back", "version", "2").status())
        .isEqualTo(404);
  }

  @Test
  void a_draft_is_not_written_over_by_a_revision_before_it_was_asked() {
    register("shop");
    console.connectors.work(new ConnectorId(1), "https://unfinished.example");
    var before = console.connectors.all();
    var asked = browser.submit(ONE + "/revisions/1/bring-back", "version", "2");
    assertThat(asked.words())
        .contains(
            "Overwrite the draft with revision 1?",
            "It is overwritten and cannot be brought back.",
            "/settings/url: \"https://unfinished.example\" becomes nothing.",
            "Keep the draft");
    assertThat(console.connectors.all()).as("asking changes nothing").isEqualTo(before);
    assertThat(
            browser
                .submit(ONE + "/revisions/1/bring-back", "version", "1", "replace", "1")
                .status())
        .as("what was asked about is not there any more")
        .isEqualTo(409);
    assertThat(
            browser
                .submit(ONE + "/revisions/1/bring-back", "version", "2", "replace", "1")
                .header("Location"))
        .isEqualTo(ONE + "/verify");
  }

  @Test
  void every_plot_says_that_there_was_nothing() {
    register("shop");
    console.findings.clear();
    assertThat(browser.get(ONE).text().split("none in this time", -1))
        .as("outcomes, latency, age, errors")
        .hasSize(5);
    assertThat(browser.get("/").text().split("none in this time", -1)).hasSize(3);
  }

  @Test
  void an_error_code_says_what_it_means() {
    register("shop");
    assertThat(browser.get(ONE).words()).contains("40002 3 Invalid value “…”.");
  }

  @Test
  void a_connector_that_is_not_there_is_not_found_on_every_tab() {
    for (var tab : new String[] {"", "/mapping", "/tests", "/credential", "/settings", "/delete"}) {
      assertThat(browser.get("/console/connectors/con_9" + tab).status()).as(tab).isEqualTo(404);
    }
    assertThat(browser.get("/console/connectors/con_9/revisions").status()).isEqualTo(404);
  }

  @Test
  void without_the_sessions_secret_nothing_is_changed() {
    register("shop");
    for (var act : new String[] {"/pause", "/delete", "/credential/delete", "/settings"}) {
      assertThat(browser.post(ONE + act, "discard", "true").status()).as(act).isEqualTo(403);
    }
    assertThat(console.connectors.find(new ConnectorId(1)))
        .hasValueSatisfying(
            found -> assertThat(found.registration().version()).as("untouched").isEqualTo(1));
  }

  @Test
  void a_store_that_is_away_is_a_page_that_says_so() {
    register("shop");
    console.storeAway.set(true);
    var page = browser.get(ONE);
    assertThat(page.status()).isEqualTo(503);
    assertThat(page.words()).contains("The store cannot be reached");
  }
}
