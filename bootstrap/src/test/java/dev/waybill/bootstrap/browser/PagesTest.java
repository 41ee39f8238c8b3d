package dev.waybill.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.waybill.bootstrap.endtoend.Api;
import dev.waybill.bootstrap.endtoend.Await;
import dev.waybill.bootstrap.endtoend.TikTokSetUp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page, in light and dark, on a desk and on a phone. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
  private Stage stage;
  private String connector;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    stage = new Stage(folder);
    connector = TikTokSetUp.register(stage.admin());
    for (int i = 0; i < 5; i++) {
      stage.send("order-" + i);
    }
    Await.until(
        "all are settled",
        Duration.ofSeconds(60),
        () -> Api.number(TikTokSetUp.ledger(stage.admin(), connector), "delivered") == 5);
  }

  @AfterAll
  void stop() {
    if (stage != null) {
      stage.close();
    }
  }

  private Map<String, String> pages() {
    var one = "/console/connectors/" + connector;
    var pages = new LinkedHashMap<String, String>();
    pages.put("overview", "/");
    pages.put("platforms", "/console/platforms");
    pages.put("add", "/console/platforms/tiktok-events");
    pages.put("authenticate", one + "/authenticate");
    pages.put("verify", one + "/verify");
    pages.put("connector", one);
    pages.put("connector-mapping", one + "/mapping");
    pages.put("connector-editor", one + "/mapping/editor");
    pages.put("connector-tests", one + "/tests");
    pages.put("connector-quality", one + "/quality");
    pages.put("connector-credential", one + "/credential");
    pages.put("connector-settings", one + "/settings");
    pages.put("connector-revisions", one + "/revisions");
    pages.put("connector-delete", one + "/delete");
    pages.put("search", "/console/search");
    pages.put("event", "/console/events/order-1");
    pages.put("dead-letters", "/console/dead");
    pages.put("replays", "/console/replays");
    pages.put("ledger", "/console/ledger");
    pages.put("sources", "/console/sources");
    pages.put("source", "/console/sources/src_1");
    pages.put("source-close", "/console/sources/src_1/close");
    pages.put("audit", "/console/audit");
    pages.put("not-found", "/console/nothing-here");
    return pages;
  }

  @Test
  void no_page_has_a_serious_finding_in_light() {
    look("light", stage.context(ColorScheme.LIGHT, 1280, 800));
  }

  @Test
  void no_page_has_a_serious_finding_in_dark() {
    look("dark", stage.context(ColorScheme.DARK, 1280, 800));
  }

  @Test
  void no_page_has_a_serious_finding_or_runs_over_on_a_phone() {
    look("phone", stage.context(ColorScheme.LIGHT, Stage.PHONE, 844));
  }

  private void look(String how, BrowserContext context) {
    try (context) {
      var page = context.newPage();
      var complaints = new ArrayList<String>();
      page.onConsoleMessage(
          message -> {
            if (message.type().equals("error") && !message.text().contains("404")) {
              complaints.add(page.url() + ": " + message.text());
            }
          });
      page.navigate("/console/sign-in");
      Stage.picture(page, how + "-sign-in");
      Axe.check(page, how + " sign-in");
      stage.signIn(page);
      pages().forEach((name, path) -> look(page, how, name, path));
      assertThat(complaints).as("what the browser complained of").isEmpty();
    }
  }

  private static void look(Page page, String how, String name, String path) {
    page.navigate(path);
    Stage.picture(page, how + "-" + name);
    Stage.check(page, how + " " + name);
  }

  @Test
  void every_link_of_a_page_can_be_reached_by_the_keyboard_and_the_first_skips_to_the_content() {
    try (var context = stage.context(ColorScheme.LIGHT, 1280, 800)) {
      var page = stage.signIn(context.newPage());
      page.keyboard().press("Tab");
      assertThat(page.locator(":focus")).hasText("Skip to the content");
      page.keyboard().press("Enter");
      assertThat(page.locator(":focus")).hasAttribute("id", "main");
      var reached = new ArrayList<String>();
      for (int i = 0; i < 40; i++) {
        page.keyboard().press("Tab");
        reached.add(String.valueOf(page.evaluate("() => document.activeElement.textContent")));
      }
      assertThat(reached).contains("Add a platform", "TikTok", "24h", "The same as a table");
    }
  }

  @Test
  void a_form_without_the_secret_of_the_session_changes_nothing() throws Exception {
    try (var context = stage.context(ColorScheme.LIGHT, 1280, 800)) {
      var page = stage.signIn(context.newPage());
      var status =
          page.evaluate(
              "path => fetch(path, {method: 'POST', headers: {'Content-Type':"
                  + " 'application/x-www-form-urlencoded'}, body: 'csrf=guess'}).then(r =>"
                  + " r.status)",
              "/console/connectors/" + connector + "/pause");
      assertThat(status).isEqualTo(403);
      assertThat(isPaused()).isFalse();
    }
  }

  /** The other port is the same site to a browser, so that the cookie comes along. */
  @ParameterizedTest
  @CsvSource({"http://127.0.0.1:45999, 403", "http://shop.example, 303"})
  void a_page_of_another_origin_changes_nothing_though_it_knows_the_secret(
      String origin, int refusal) throws Exception {
    try (var context = stage.context(ColorScheme.LIGHT, 1280, 800)) {
      var page = stage.signIn(context.newPage());
      var pause = page.url() + "console/connectors/" + connector + "/pause";
      var secret = page.locator("input[name=csrf]").first().getAttribute("value");
      var forged =
          "<form method=post action='%s'><input name=csrf value='%s'></form>"
                  .formatted(pause, secret)
              + "<script>document.forms[0].submit()</script>";
      page.route(
          url -> url.contains(origin.substring("http:".length())),
          route ->
              route.fulfill(
                  new Route.FulfillOptions().setContentType("text/html").setBody(forged)));
      var answer =
          page.waitForResponse(
              response -> response.url().equals(pause), () -> page.navigate(origin + "/"));
      assertThat(answer.status()).isEqualTo(refusal);
      assertThat(isPaused()).as("nothing was changed").isFalse();
    }
  }

  private boolean isPaused() throws Exception {
    return Api.isTrue(stage.admin().get("/v1/connectors/" + connector).body(), "paused");
  }

  @Test
  void a_hidden_tab_asks_for_nothing_and_an_open_one_every_five_seconds() {
    try (var context = stage.context(ColorScheme.LIGHT, 1280, 800)) {
      var page = stage.signIn(context.newPage());
      var asked = new ArrayList<String>();
      page.onRequest(request -> asked.add(request.url()));
      page.waitForResponse(response -> response.url().contains("/overview/live"), () -> {});
      assertThat(asked).isNotEmpty();
      page.evaluate("() => Object.defineProperty(document, 'hidden', {get: () => true})");
      asked.clear();
      page.waitForTimeout(6_000);
      assertThat(asked).isEmpty();
    }
  }
}
