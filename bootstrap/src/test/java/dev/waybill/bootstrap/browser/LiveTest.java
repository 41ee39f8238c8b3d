package dev.waybill.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import dev.waybill.bootstrap.endtoend.TikTokSetUp;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes under whoever looks at it. */
@Tag("browser")
class LiveTest {
  private static final LocatorAssertions.ContainsTextOptions SOON =
      new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

  @TempDir private Path folder = Path.of("");
  private Stage stage;
  private Page page;
  private String connector;

  @BeforeEach
  void start() throws Exception {
    stage = new Stage(folder);
    connector = TikTokSetUp.register(stage.admin());
    page = stage.signIn(stage.page());
  }

  @AfterEach
  void stop() {
    if (stage != null) {
      stage.close();
    }
  }

  @Test
  void a_table_opened_by_keyboard_stays_open_and_focused_while_events_come_in() throws Exception {
    stage.send("order-1");
    page.navigate("/console/connectors/" + connector);
    delivered("1");
    page.locator("#outcomes-table-open").focus();
    page.keyboard().press("Enter");
    stage.send("order-2");
    delivered("2");
    assertThat(page.locator("#outcomes-table")).hasAttribute("open", "");
    assertThat(page.locator("#outcomes-table-open")).isFocused();

    page.keyboard().press("Tab");
    assertThat(page.locator("#outcomes-table-rows")).isFocused();
    stage.send("order-3");
    delivered("3");
    assertThat(page.locator("#outcomes-table-rows")).isFocused();

    page.locator("#tab-24h").focus();
    stage.send("order-4");
    delivered("4");
    assertThat(page.locator("#tab-24h")).isFocused();
  }

  private void delivered(String count) {
    assertThat(page.locator(".strip .end.tone-good strong")).containsText(count, SOON);
  }

  @Test
  void everything_is_counted_again_on_the_ledger() throws Exception {
    stage.send("order-1");
    page.navigate("/console/ledger");
    press("Verify now");
    assertThat(page.locator("[data-verification=done]")).containsText("The ledger is true.", SOON);
    Stage.look(page, "18-ledger-counted");
  }

  @Test
  void an_order_is_searched_for_step_by_step_and_one_of_its_events_uncovered() throws Exception {
    stage.send(IntStream.rangeClosed(1, 60).mapToObj(i -> "order-" + i).toList());
    page.navigate("/console/search");
    page.getByLabel("Look through the log of").selectOption(new SelectOption().setIndex(1));
    page.getByLabel("Order id").fill("1001");
    press("Search");
    assertThat(page.locator(".hits tbody tr")).hasCount(50);
    Stage.look(page, "19-search-hits");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Show more")).click();
    assertThat(page.locator(".hits tbody tr")).hasCount(60);
    assertThat(page.getByRole(AriaRole.MAIN)).containsText("That is all.");

    page.locator(".hits tbody a").first().click();
    assertThat(page.getByRole(AriaRole.MAIN)).containsText("***");
    assertThat(page.getByRole(AriaRole.MAIN)).not().containsText("visitor@shop.example");
    press("Uncover personal data");
    assertThat(page.getByRole(AriaRole.MAIN)).containsText("visitor@shop.example");
    Stage.look(page, "20-event-uncovered");
    page.navigate("/console/audit");
    assertThat(page.getByRole(AriaRole.MAIN))
        .containsText("Uncovered the personal data of an event");
  }

  private void press(String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }
}
