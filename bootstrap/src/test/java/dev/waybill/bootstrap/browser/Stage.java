package dev.waybill.bootstrap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.waybill.bootstrap.Destinations;
import dev.waybill.bootstrap.Platform;
import dev.waybill.bootstrap.endtoend.Api;
import dev.waybill.bootstrap.endtoend.TikTokSetUp;
import dev.waybill.bootstrap.settings.SettingValues;
import dev.waybill.bootstrap.settings.Settings;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.tiktok.simulator.DeveloperApp;
import dev.waybill.tiktok.simulator.SimulatorOptions;
import dev.waybill.tiktok.simulator.TikTokSimulator;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A platform, a simulated TikTok and a browser before them. For one thread. */
final class Stage implements AutoCloseable {
  static final int PHONE = 390;

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final Chromium chromium = Chromium.start();
  private final TikTokSimulator simulator =
      TikTokSimulator.start(SimulatorOptions.forToken(TikTokSetUp.ACCESS_TOKEN));
  private final Platform platform;
  private final List<String> thrown = new CopyOnWriteArrayList<>();
  private final BrowserContext context;

  Stage(Path folder) {
    platform = Platform.start(settings(folder), Destinations.load(folder.resolve("plugins")));
    context = context(ColorScheme.LIGHT, 1280, 800);
  }

  private Settings settings(Path folder) {
    var environment = new HashMap<String, String>();
    environment.put("WAYBILL_DATA_DIR", folder.resolve("data").toString());
    environment.put("WAYBILL_PORT", "0");
    environment.put("WAYBILL_WATCH_SECONDS", "1");
    environment.put("WAYBILL_TIKTOK_EVENTS_BASE_URL", simulator.baseUri().toString());
    environment.put("WAYBILL_TIKTOK_EVENTS_APP_ID", DeveloperApp.DEFAULT_ID);
    environment.put("WAYBILL_TIKTOK_EVENTS_APP_SECRET", DeveloperApp.DEFAULT_SECRET);
    var checked =
        Settings.check(
            SettingValues.read(environment), Destinations.load(folder.resolve("plugins")).specs());
    return switch (checked) {
      case Settings.Checked.Valid(var settings) -> settings;
      case Settings.Checked.Invalid(var problems) -> throw new AssertionError(problems);
    };
  }

  /** A window of that size and colour; it knows no cookies yet. */
  BrowserContext context(ColorScheme colours, int width, int height) {
    var made =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setBaseURL(platform.address().toString())
                    .setColorScheme(colours)
                    .setViewportSize(width, height));
    made.onPage(page -> page.onPageError(error -> thrown.add(page.url() + ": " + error)));
    return made;
  }

  /** A page of a window that has not signed in. */
  Page page() {
    return context.newPage();
  }

  Page signIn(Page page) {
    page.navigate("/");
    page.getByLabel("Admin token").fill(platform.adminToken().reveal());
    page.getByRole(AriaRole.BUTTON).click();
    page.waitForURL("**/");
    return page;
  }

  String adminToken() {
    return platform.adminToken().reveal();
  }

  Api admin() {
    return new Api(platform.address(), adminToken());
  }

  TikTokSimulator simulator() {
    return simulator;
  }

  /** Sends one purchase with a new write key. */
  void send(String eventId) throws Exception {
    send(List.of(eventId));
  }

  /** Sends purchases of one order at once. */
  void send(List<String> eventIds) throws Exception {
    var events = eventIds.stream().map(Stage::purchase).collect(JsonArray.collector());
    var sent =
        new Api(platform.address(), TikTokSetUp.writeKey(admin())).post("/v1/events", events);
    if (sent.status() != 202) {
      throw new AssertionError("the event was not accepted: " + sent.status());
    }
  }

  private static Json purchase(String eventId) {
    return Api.object(
        """
        {"event": "Purchase", "event_time": "%s", "event_source": "web", "event_id": "%s",
         "context": {"email": "visitor@shop.example"},
         "properties": {"value": 12.5, "currency": "EUR", "order_id": "1001"}}"""
            .formatted(Instant.now(), eventId));
  }

  /** Keeps a picture of the page, which everybody can use in light, in dark and on a phone. */
  static void look(Page page, String name) {
    var window = page.viewportSize();
    picture(page, name);
    check(page, name + " in light");
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    check(page, name + " in dark");
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    page.setViewportSize(PHONE, 844);
    check(page, name + " on a phone");
    page.setViewportSize(window.width, window.height);
  }

  /** Nothing serious is found, and nothing runs over. */
  static void check(Page page, String where) {
    Axe.check(page, where);
    assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
        .as("%s fits the window", where)
        .isLessThanOrEqualTo((Integer) page.evaluate("() => document.documentElement.clientWidth"));
  }

  /** Keeps a picture of the whole page. */
  static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  @Override
  public void close() {
    chromium.close();
    platform.close();
    simulator.close();
    assertThat(thrown).as("what scripts threw").isEmpty();
  }
}
