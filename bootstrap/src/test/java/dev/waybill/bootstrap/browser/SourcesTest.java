package dev.waybill.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source, its key and its end, in the console, and who is said to have done it. */
@Tag("browser")
class SourcesTest {
  @Test
  void a_source_is_made_its_key_shown_once_and_revoked_and_all_of_it_is_in_the_audit(
      @TempDir Path folder) throws Exception {
    try (var stage = new Stage(folder)) {
      var page = stage.signIn(stage.page());
      page.navigate("/console/sources");
      page.getByLabel("Name").fill("Till 7");
      press(page, "Make the source");
      assertThat(page.getByRole(AriaRole.MAIN)).containsText("The source was made.");
      press(page, "Make a key");
      var key = page.locator("#write-key").textContent();
      assertThat(key).startsWith("wbk_live_");
      Stage.look(page, "14-new-key");
      press(page, page.getByRole(AriaRole.LINK, named("I have copied it")));
      assertThat(page.content()).as("shown once").doesNotContain(key);

      press(page, page.getByRole(AriaRole.LINK, named("Revoke …")));
      assertThat(page.getByRole(AriaRole.MAIN)).containsText("refused with 401");
      Stage.look(page, "15-revoking-a-key");
      press(page, "Revoke the key");
      assertThat(page.getByRole(AriaRole.MAIN)).containsText("was revoked.");
      Stage.look(page, "16-source");

      page.navigate("/console/audit");
      assertThat(page.getByRole(AriaRole.MAIN)).containsText("Made a write key");
      assertThat(page.getByRole(AriaRole.MAIN)).containsText("Revoked a write key");
      assertThat(page.getByRole(AriaRole.MAIN)).containsText("console session");
      assertThat(page.content()).doesNotContain(key);
      assertThat(stage.admin().get("/v1/audit").toString()).doesNotContain(key);
      Stage.look(page, "17-audit");
    }
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static void press(Page page, String button) {
    press(page, page.getByRole(AriaRole.BUTTON, named(button)));
  }

  private static void press(Page page, Locator what) {
    what.click();
    page.waitForLoadState();
  }
}
