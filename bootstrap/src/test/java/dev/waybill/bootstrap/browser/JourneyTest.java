package dev.waybill.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.waybill.bootstrap.endtoend.TikTokSetUp;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does with a new installation, step by step. */
@Tag("browser")
class JourneyTest {
  private static final LocatorAssertions.ContainsTextOptions SOON =
      new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

  @TempDir private Path folder = Path.of("");
  private Stage stage;
  private Page page;

  @BeforeEach
  void start() {
    stage = new Stage(folder);
    page = stage.page();
  }

  @AfterEach
  void stop() {
    if (stage != null) {
      stage.close();
    }
  }

  @Test
  void add_authenticate_verify_send_delivered_broken_parked_repaired_drained() throws Exception {
    page.navigate("/");
    Stage.look(page, "01-sign-in");
    page.getByLabel("Admin token").fill("not the token");
    button("Sign in").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("This is not the admin token.");
    stage.signIn(page);

    assertThat(main()).containsText("No connector yet");
    Stage.look(page, "02-overview-empty");
    add();
    authenticate(TikTokSetUp.ACCESS_TOKEN);
    verify();

    page.getByRole(AriaRole.LINK, named("Open the connector")).click();
    assertThat(main()).containsText("No events yet");
    stage.send("order-1");
    assertThat(step("Delivered")).containsText("1", SOON);
    Stage.look(page, "07-connector-activity");

    stage.simulator().revoke(TikTokSetUp.ACCESS_TOKEN);
    stage.send("order-2");
    assertThat(page.locator("#connector-status")).containsText("Unconfigured, parked", SOON);
    assertThat(page.locator(".reason")).containsText("1 event", SOON);
    Stage.look(page, "08-connector-parked");
    page.navigate("/");
    assertThat(main()).containsText("Needs attention");
    Stage.look(page, "09-overview-parked");

    page.getByRole(AriaRole.LINK, named("Renew the credential")).click();
    authenticate(stage.simulator().issueToken(Set.of("CTESTPIXEL0000000001")));
    verify();
    page.getByRole(AriaRole.LINK, named("Open the connector")).click();
    assertThat(step("Delivered")).containsText("2", SOON);
    assertThat(main()).not().containsText("parked");
    page.navigate("/");
    assertThat(main()).not().containsText("Needs attention");
    Stage.look(page, "10-overview");
  }

  private void add() {
    page.getByRole(AriaRole.MAIN)
        .getByRole(AriaRole.LINK, inMain("Add a platform"))
        .first()
        .click();
    Stage.look(page, "03-platforms");
    page.getByRole(AriaRole.LINK, named("Add TikTok")).first().click();
    button("Add, and authenticate").click();
    assertThat(page.locator(".problem").first()).isVisible();
    Stage.look(page, "04-add-with-problems");
    page.getByLabel("Name").fill("TikTok web");
    page.getByLabel("Pixel code").fill("CTESTPIXEL0000000001");
    button("Add, and authenticate").click();
  }

  private void authenticate(String token) {
    Stage.look(page, "05-authenticate");
    page.getByLabel("Access token").fill(token);
    button("Save, and verify").click();
  }

  private void verify() {
    var unchecked = page.getByText("To be confirmed");
    assertThat(page.locator(".checklist")).containsText("Mapping tests", SOON);
    if (unchecked.count() > 0) {
      Stage.look(page, "06-verify-to-confirm");
      page.getByLabel("Your name, for the record").first().fill("Ada");
      button("Confirm this line").first().click();
    }
    assertThat(main()).containsText("Every line passed", SOON);
    Stage.look(page, "06-verified");
  }

  private Locator main() {
    return page.getByRole(AriaRole.MAIN);
  }

  private Locator step(String name) {
    return page.locator(".strip li", new Page.LocatorOptions().setHasText(name));
  }

  private Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Locator.GetByRoleOptions inMain(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
