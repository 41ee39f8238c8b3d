package dev.waybill.inbound.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.alert.Alert;
import dev.waybill.domain.alert.Finding;
import dev.waybill.domain.alert.Finding.Grade;
import dev.waybill.domain.alert.Rule;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.inbound.http.FakeOutbox;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is put in place of itself again and again under whoever reads it. */
class LivePartTest {
  private static final Pattern FOCUSABLE =
      Pattern.compile("<(?:a|summary|details|button|input|select)\\b[^>]*>|<[^>]* tabindex[^>]*>");
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");

  private final RunningConsole console = RunningConsole.start();
  private final Browser browser = console.signedIn();

  @BeforeEach
  void putMuchOnThePages() {
    for (var name : new String[] {"shop", "till"}) {
      console.connectors.register(
          JsonObject.builder().put("name", name).put("platform", "mailbox").build());
    }
    var id = new ConnectorId(1);
    console.connectors.park(id, "token_refused", "The token is no longer good.");
    console.connectors.pause(id);
    var finding =
        new Finding(
            Rule.DEAD_SHARE, Grade.BREACHED, id, FakeOutbox.NOW, "Much is dead.", 7, null, "Mend.");
    var now = FakeOutbox.NOW;
    console.alerts.add(new Alert(finding, now, now, null, null));
    console.alerts.add(new Alert(finding, now, now, now, now));
    browser.submit("/console/dead/replay", "pick", "con_1|40002");
  }

  @AfterEach
  void stop() {
    console.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/overview/live",
        "/console/connectors/con_1/live",
        "/console/ledger/lines",
        "/console/ledger/verification",
        "/console/replays/list"
      })
  void whatever_can_be_focused_or_opened_has_an_id_to_be_found_again_by(String path) {
    var answer = browser.get(path);
    assertThat(answer.status()).isEqualTo(200);
    var text = answer.text();
    assertThat(FOCUSABLE.matcher(text).results().map(MatchResult::group))
        .allSatisfy(tag -> assertThat(tag).containsPattern(ID));
    assertThat(ID.matcher(text).results().map(found -> found.group(1))).doesNotHaveDuplicates();
  }

  @Test
  void the_status_above_the_tabs_comes_with_what_is_kept_up_to_date() {
    var part = browser.get("/console/connectors/con_1/live").text();
    assertThat(part)
        .containsPattern(
            "<span id=\"connector-status\" hx-swap-oob=\"true\"><span[^>]*>"
                + "Unconfigured, parked, paused</span>");
    assertThat(browser.get("/console/connectors/con_1").text())
        .containsOnlyOnce("id=\"connector-status\"")
        .doesNotContain("hx-swap-oob");
  }

  @Test
  void what_steers_a_replay_names_the_row_that_goes_when_it_is_over() {
    assertThat(browser.get("/console/replays").text())
        .contains("data-while=\"open-rpl_1\"", "id=\"open-rpl_1\"", "hx-trigger=\"every 5s, seen\"")
        .doesNotContain("data-idle");
    browser.submit("/console/replays/rpl_1/cancel");
    assertThat(browser.get("/console/replays/list").text())
        .contains("data-idle")
        .doesNotContain("open-rpl_1");
  }

  @Test
  void a_count_under_way_is_made_once_for_many_tabs_and_rests_in_hidden_ones() {
    console.findings.count();
    var part = browser.get("/console/ledger/verification");
    assertThat(part.text()).contains("data-live", "Sources and lanes counted: 1 of 4");
    assertThat(browser.get("/console/ledger/verification").text()).isEqualTo(part.text());
    assertThat(
            browser
                .get("/console/ledger/verification", "If-None-Match", part.header("ETag"))
                .status())
        .isEqualTo(304);
  }
}
