package dev.waybill.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.waybill.bootstrap.endtoend.TikTokSetUp;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules are changed with what they make of an event in sight, tested, and put into use. */
@Tag("browser")
class EditorTest {
  private static final LocatorAssertions.ContainsTextOptions SOON =
      new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

  @Test
  void change_a_rule_see_the_payload_break_it_test_save_verify_and_promote(@TempDir Path folder)
      throws Exception {
    try (var stage = new Stage(folder)) {
      var connector = TikTokSetUp.register(stage.admin());
      stage.send("order-1");
      var page = stage.signIn(stage.page());
      page.navigate("/console/connectors/" + connector + "/mapping");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open the editor")).click();
      var result = page.locator("#outcome");
      var rules = page.getByLabel("The mapping as JSON");
      assertThat(result).containsText("\"event\": \"Purchase\"");

      rules.fill(rule("{\"constant\": \"told live\"}"));
      assertThat(result).containsText("told live", SOON);
      look(page, "editor");

      rules.fill(rule("{\"constant\": \"told live\""));
      assertThat(page.locator("#rules-problem")).containsText("is missing", SOON);
      rules.fill(rule("{\"pth\": \"/event\"}"));
      assertThat(page.locator("#rules-problem"))
          .containsText("/fields/~1properties~1description", SOON);
      Stage.look(page, "editor-wrong-rule");

      rules.fill(rule("{\"template\": \"{/properties/order_id} told\"}"));
      assertThat(result).containsText("1001 told", SOON);
      button(page, "Keep this event").click();
      assertThat(page.getByText("A test was added below.")).isVisible();
      button(page, "Run the tests").click();
      assertThat(page.locator("#run")).containsText("passed.", SOON);
      assertThat(page.locator("#run")).not().containsText("Failed");
      Stage.look(page, "editor-tested");

      page.getByLabel("Begin with").selectOption("received:order-1");
      button(page, "Take this event").click();
      assertThat(page.getByLabel("The event as JSON")).hasValue(containing("***"));
      assertThat(page.getByLabel("The mapping as JSON")).hasValue(containing("order_id} told"));
      button(page, "Uncover personal data").click();
      assertThat(page.getByLabel("The event as JSON")).hasValue(containing("visitor@shop.example"));
      button(page, "Keep this event").click();
      assertThat(page.getByText("personal data of the received event was swapped")).isVisible();
      var tests = page.getByLabel("The mapping tests as JSON");
      assertThat(tests).hasValue(containing("order-1"));
      assertThat(tests).not().hasValue(containing("visitor@shop.example"));

      button(page, "Save as a draft").click();
      assertThat(page.getByText("Saved as a draft.")).isVisible();
      button(page, "Verify and promote").click();
      assertThat(page.getByText("If one fails, nothing changes.")).isVisible();
      button(page, "Verify and promote").click();
      confirm(page);
      assertThat(page.getByRole(AriaRole.MAIN)).containsText("Every line passed", SOON);
      page.navigate("/console/connectors/" + connector + "/mapping");
      assertThat(page.getByRole(AriaRole.MAIN)).containsText("As it is in use.");
      assertThat(page.locator("pre[aria-label='Own mapping']")).containsText("order_id} told");
      everySize(stage, connector);
    }
  }

  private static String rule(String rule) {
    return "{\"base\": \"canonical\",\n \"fields\": {\"/properties/description\": " + rule + "}}";
  }

  /** As the browser understands it, which knows no {@link Pattern#quote}. */
  private static Pattern containing(String text) {
    return Pattern.compile(text.replaceAll("[*.{}]", "\\\\$0"));
  }

  private static void confirm(Page page) {
    assertThat(page.locator(".checklist")).containsText("Mapping tests", SOON);
    var unchecked = page.getByText("To be confirmed", new Page.GetByTextOptions().setExact(true));
    for (int left = unchecked.count(); left > 0; left--) {
      page.getByLabel("Your name, for the record").first().fill("Ada");
      button(page, "Confirm this line").click();
      assertThat(unchecked).hasCount(left - 1);
    }
  }

  private static void everySize(Stage stage, String connector) {
    try (var dark = stage.context(ColorScheme.DARK, 1600, 900);
        var phone = stage.context(ColorScheme.LIGHT, 390, 844)) {
      var editor = "/console/connectors/" + connector + "/mapping/editor";
      Map.of("editor-dark", dark, "editor-phone", phone)
          .forEach(
              (name, context) -> {
                var page = stage.signIn(context.newPage());
                page.navigate(editor);
                look(page, name);
              });
    }
  }

  private static void look(Page page, String name) {
    Stage.picture(page, name);
    Stage.check(page, name);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first();
  }
}
