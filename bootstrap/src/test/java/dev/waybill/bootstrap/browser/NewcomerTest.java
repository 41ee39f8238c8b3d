package dev.waybill.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.waybill.bootstrap.demo.DemoOptions;
import dev.waybill.bootstrap.demo.DemoRun;
import dev.waybill.bootstrap.endtoend.Await;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code ./waybill demo} runs, and somebody who knows nothing of it wants to see an event arrive.
 */
@Tag("browser")
class NewcomerTest {
  private static final LocatorAssertions.ContainsTextOptions SOON =
      new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
  private static final Pattern CONSOLE = Pattern.compile("Console at (\\S+)");
  private static final Pattern TOKEN_FILE = Pattern.compile("Admin token in (\\S+)");

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final AtomicBoolean stop = new AtomicBoolean();
  private final Thread demo = Thread.ofVirtual().unstarted(this::demo);
  private int steps;

  private void demo() {
    var options = new DemoOptions(Long.MAX_VALUE, 20, false, null, false);
    try {
      new DemoRun(options, new PrintStream(printed, true, UTF_8)).run(stop::get);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    stop.set(true);
    assertThat(demo.join(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void a_delivered_event_is_four_steps_and_under_two_minutes_from_the_demos_start()
      throws Exception {
    long started = System.nanoTime();
    demo.start();
    Await.until(
        "the demo says where",
        Duration.ofSeconds(60),
        () -> TOKEN_FILE.matcher(printed.toString(UTF_8)).find());
    try (var chromium = Chromium.start()) {
      var page =
          chromium.browser().newPage(new Browser.NewPageOptions().setViewportSize(1280, 800));

      var thrown = new ArrayList<String>();
      page.onPageError(thrown::add);
      page.navigate(printed(CONSOLE));
      step(page, "the-address-the-demo-printed");

      page.getByLabel("Admin token").fill(Files.readString(Path.of(printed(TOKEN_FILE))).strip());
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
      assertThat(page.getByRole(AriaRole.MAIN)).containsText("Configured", SOON);
      step(page, "signed-in-with-the-token-of-the-file");

      link(page, "TikTok demo");
      assertThat(page.locator(".strip")).containsText("the latest", SOON);
      step(page, "opened-the-connector");

      link(page, "the latest");
      assertThat(page.locator(".timeline")).containsText("Accepted and stored.");
      assertThat(page.locator(".timeline")).containsText("Its verdict was settled.");
      assertThat(page.locator(".badge").getByText("delivered").first()).isVisible();
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofMinutes(2));
      Stage.check(page, "the newcomer's event");
      step(page, "the-story-of-a-delivered-event");
      assertThat(thrown).as("what scripts threw").isEmpty();
    }
    assertThat(steps).isEqualTo(4);
  }

  private String printed(Pattern line) {
    var found = line.matcher(printed.toString(UTF_8));
    assertThat(found.find()).as(line.pattern()).isTrue();
    return found.group(1);
  }

  private static void link(Page page, String name) {
    page.getByRole(AriaRole.MAIN)
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private void step(Page page, String name) {
    steps++;
    Stage.picture(page, "newcomer-" + steps + "-" + name);
  }
}
