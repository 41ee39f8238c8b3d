package dev.waybill.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.waybill.bootstrap.endtoend.Api;
import dev.waybill.bootstrap.endtoend.Await;
import dev.waybill.bootstrap.endtoend.TikTokSetUp;
import dev.waybill.tiktok.simulator.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an event that died to its delivery, in the console. */
@Tag("browser")
class DeadLetterTest {
  private static final LocatorAssertions.ContainsTextOptions SOON =
      new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

  @Test
  void dead_letter_dry_run_replayed(@TempDir Path folder) throws Exception {
    try (var stage = new Stage(folder)) {
      var connector = TikTokSetUp.register(stage.admin());
      stage.simulator().fail(Fault.answer(40002, "Invalid value for currency.", 200));
      stage.send("order-1");
      Await.until(
          "it is dead",
          Duration.ofSeconds(60),
          () -> Api.number(TikTokSetUp.ledger(stage.admin(), connector), "dead") == 1);

      var page = stage.signIn(stage.page());
      page.navigate("/console/dead");
      Stage.look(page, "11-dead-letters");
      page.getByRole(AriaRole.CHECKBOX).first().check();
      press(page, "Dry run of what is selected");
      assertThat(page.getByRole(AriaRole.MAIN)).containsText("Nothing was begun. 1 dead letter");
      Stage.look(page, "12-dry-run");
      press(page, "Replay 1 dead letter");
      assertThat(page.locator("[data-while]"))
          .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(30_000));
      page.navigate("/console/connectors/" + connector);
      assertThat(page.locator(".strip .tone-good")).containsText("1", SOON);
      page.navigate("/console/replays");
      Stage.look(page, "13-replays");
      rests(page);
    }
  }

  /** Where nothing moves, every third look is enough. */
  private static void rests(Page page) {
    page.clock().install();
    page.navigate("/console/replays");
    var asked = new ArrayList<String>();
    page.onRequest(
        request -> {
          if (request.url().contains("/console/")) {
            asked.add(request.url());
          }
        });
    // Real time goes on beside it: well before the third look, which comes after 15 seconds.
    page.clock().runFor(11_000);
    assertThat(page.locator("[data-idle]")).isVisible();
    assertThat(asked).isEmpty();
    page.waitForRequest("**/console/replays/list", () -> page.clock().runFor(6_000));
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }
}
