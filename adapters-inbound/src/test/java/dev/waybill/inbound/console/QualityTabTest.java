package dev.waybill.inbound.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QualityTabTest {
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
  void the_share_of_each_identifier_is_drawn_told_and_listed() {
    register("shop");
    var page = browser.get("/console/connectors/con_1/quality");
    assertThat(page.words())
        .contains("Of 3 events that this node delivered since 2026-01-02 03:04:05 UTC")
        .contains("begin anew when it is started again")
        .contains("email 2 66.7 %");
    assertThat(page.text())
        .contains(
            "carry each identifier. email: 66.7 %.", "width=\"133\"", "aria-current=\"page\"");
  }

  @Test
  void each_finding_says_what_it_means_and_what_to_do() {
    register("shop");
    assertThat(browser.get("/console/connectors/con_1/quality").words())
        .contains("that the platform does not know, so it is ignored. unknown_field 7 Compare")
        .contains("so it matches nobody. double_hash 1 Take the hashing out of its rule");
  }

  @Test
  void before_anything_was_delivered_it_says_what_to_do_next() {
    register("first");
    register("second");
    assertThat(browser.get("/console/connectors/con_2/quality").words())
        .contains("Nothing was delivered yet", "Go on to the checklist");
  }

  @Test
  void no_connector_no_session_no_figures() {
    assertThat(browser.get("/console/connectors/con_1/quality").status()).isEqualTo(404);
    browser.forgetCookie();
    assertThat(browser.get("/console/connectors/con_1/quality").status()).isEqualTo(303);
  }
}
