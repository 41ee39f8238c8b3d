package dev.waybill.inbound.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.ConnectorId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SetupPagesTest {
  private final RunningConsole console = RunningConsole.start();
  private final Browser browser = console.signedIn();

  @AfterEach
  void stop() {
    console.close();
  }

  private String added(String name) {
    var moved =
        browser.submit(
            "/console/platforms/mailbox",
            "name",
            name,
            "settings/url",
            "https://x.example",
            "source",
            "src_1");
    assertThat(moved.status()).isEqualTo(303);
    return moved.header("Location");
  }

  @Test
  void the_catalogue_offers_every_platform() {
    assertThat(browser.get("/console/platforms").words())
        .contains("Mailbox", "Keeps what it gets.", "Add Mailbox");
    assertThat(browser.get("/console/platforms/nothing").status()).isEqualTo(404);
    assertThat(browser.submit("/console/platforms/nothing", "name", "x").status()).isEqualTo(404);
  }

  @Test
  void what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays() {
    var refused = browser.submit("/console/platforms/mailbox", "name", "My shop");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text())
        .contains(
            "aria-describedby=\"settings/url-problem\" aria-invalid=\"true\"",
            "id=\"settings/url-problem\"",
            "value=\"My shop\"");
    assertThat(refused.words()).contains("This has to be filled in.");
    assertThat(console.connectors.all()).as("nothing was registered").isEmpty();
  }

  @Test
  void add_authenticate_verify_confirm_makes_a_connector() {
    assertThat(added("shop")).isEqualTo("/console/connectors/con_1/authenticate");
    assertThat(browser.get("/console/connectors/con_1/authenticate").words())
        .contains("Authenticate with Mailbox", "never shown again");
    var saved = browser.submit("/console/connectors/con_1/authenticate", "none", "1");
    assertThat(saved.header("Location")).isEqualTo("/console/connectors/con_1/verify");
    assertThat(browser.get(saved.header("Location")).text())
        .contains("hx-trigger=\"submit, load\"");
    assertThat(browser.get(saved.header("Location")).text())
        .as("a reload runs nothing by itself")
        .contains("hx-trigger=\"submit\"");

    var checked = browser.submit("/console/connectors/con_1/verify");
    assertThat(checked.words())
        .contains("Settings Passed They are valid.", "permission To be confirmed Not checkable.");
    var nameless =
        browser.submit("/console/connectors/con_1/confirm", "check", "permission", "by", "");
    assertThat(nameless.words()).contains("Say who vouches for it.");
    var confirmed =
        browser.submit("/console/connectors/con_1/confirm", "check", "permission", "by", "Ada");
    assertThat(confirmed.words())
        .contains("Every line passed: the connector is Configured", "permission Confirmed");
  }

  @Test
  void a_new_credential_puts_nobodys_unfinished_draft_into_use_before_it_was_asked() {
    added("shop");
    console.connectors.work(new ConnectorId(1), "https://unfinished.example");
    var asked = browser.submit("/console/connectors/con_1/authenticate", "none", "1");
    assertThat(asked.words())
        .contains(
            "Put the whole draft into use?",
            "/settings/url: nothing becomes \"https://unfinished.example\".",
            "all of it comes into use at once",
            "Verify all of it",
            "Not yet");
    assertThat(asked.text()).contains("action=\"/console/connectors/con_1/verify\"");
    assertThat(browser.get("/console/connectors/con_1/verify").text())
        .as("nothing runs by itself")
        .contains("hx-trigger=\"submit\"");
  }

  @Test
  void a_link_runs_nothing_by_itself() {
    added("shop");
    assertThat(browser.get("/console/connectors/con_1/verify?run=1").text())
        .contains("hx-trigger=\"submit\"");
  }

  @Test
  void what_was_changed_since_it_was_shown_is_not_put_into_use() {
    added("shop");
    for (var step : new String[] {"verify", "confirm"}) {
      var stale =
          browser.submit(
              "/console/connectors/con_1/" + step,
              "version",
              "77",
              "check",
              "permission",
              "by",
              "Ada");
      assertThat(stale.status()).as(step).isEqualTo(409);
    }
  }

  @Test
  void a_blank_name_vouches_for_nothing_and_verifies_nothing() {
    added("shop");
    var blank = browser.submit("/console/connectors/con_1/confirm", "check", "x", "by", "  ");
    assertThat(blank.words())
        .contains("Say who vouches for it.")
        .doesNotContain("Not every line passed", "They are valid.");
  }

  @Test
  void a_script_gets_the_checklist_alone() {
    added("shop");
    assertThat(browser.get("/console/connectors/con_1/verify").text()).contains("<html");
    var part = browser.submitByScript("/console/connectors/con_1/verify");
    assertThat(part.text()).contains("class=\"checklist\"").doesNotContain("<html");
  }

  @Test
  void a_checked_line_cannot_be_confirmed() {
    added("shop");
    assertThat(
            browser
                .submit("/console/connectors/con_1/confirm", "check", "settings", "by", "Ada")
                .words())
        .contains("Only a line that could not be checked can be confirmed");
  }

  @Test
  void a_connector_that_moves_while_it_is_verified_is_told_so() {
    added("moving");
    var answer = browser.submit("/console/connectors/con_1/verify");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.words()).contains("Not possible now", "nothing was done");
  }

  @Test
  void a_token_can_be_made_by_the_platform_where_it_offers_that() {
    added("shop");
    var abroad = browser.submit("/console/connectors/con_1/authorize");
    assertThat(abroad.text())
        .contains("href=\"https://platform.example/auth?state=s\"", "rel=\"noreferrer noopener\"");
    assertThat(abroad.words()).contains("good for 10 min");
  }

  @Test
  void a_platform_that_makes_no_token_or_is_not_set_up_says_so() {
    added("bare");
    var bare = browser.submit("/console/connectors/con_1/authorize");
    assertThat(bare.status()).isEqualTo(409);
    assertThat(bare.words()).contains("makes no credentials; paste one instead");
    added("half");
    assertThat(browser.submit("/console/connectors/con_2/authorize").words())
        .contains("The installation lacks WAYBILL_MAILBOX_APP_ID");
  }

  @Test
  void a_connector_that_is_not_there_is_not_found() {
    for (var step : new String[] {"authenticate", "verify"}) {
      assertThat(browser.get("/console/connectors/con_9/" + step).status()).isEqualTo(404);
      assertThat(browser.submit("/console/connectors/x/" + step).status()).isEqualTo(404);
    }
  }

  @Test
  void without_the_sessions_secret_nothing_is_added() {
    var forged =
        browser.post(
            "/console/platforms/mailbox", "name", "x", "settings/url", "https://x.example");
    assertThat(forged.status()).isEqualTo(403);
    assertThat(forged.words()).contains("does not belong to your session");
    assertThat(console.connectors.all()).isEmpty();
  }
}
