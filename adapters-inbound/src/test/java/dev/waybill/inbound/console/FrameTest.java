package dev.waybill.inbound.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameTest {
  private final RunningConsole console = RunningConsole.start();
  private final Browser browser = console.browser();

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void who_has_not_signed_in_is_sent_to_sign_in_and_back_to_what_was_wanted() {
    var sent = browser.get("/console/overview/live?x=1");
    assertThat(sent.status()).isEqualTo(303);
    assertThat(sent.header("Location"))
        .isEqualTo("/console/sign-in?to=%2Fconsole%2Foverview%2Flive%3Fx%3D1");
    assertThat(browser.get(sent.header("Location")).text())
        .contains("name=\"to\" value=\"/console/overview/live?x=1\"");
    assertThat(browser.get("/").header("Location")).isEqualTo("/console/sign-in");
  }

  @Test
  void the_admin_token_opens_the_console_until_signing_out() {
    var entered = browser.signIn(RunningConsole.TOKEN);
    assertThat(entered.status()).isEqualTo(303);
    assertThat(entered.header("Location")).isEqualTo("/");
    assertThat(entered.header("Set-Cookie"))
        .contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200", "Secure");
    assertThat(browser.get("/").status()).isEqualTo(200);
    assertThat(browser.get("/console/sign-in").header("Location")).isEqualTo("/");

    var stolen = browser.cookie();
    assertThat(browser.submit("/console/sign-out").header("Location"))
        .isEqualTo("/console/sign-in");
    assertThat(browser.get("/").status()).isEqualTo(303);
    browser.forgetCookie();
    assertThat(browser.get("/", "Cookie", stolen).status())
        .as("over on our side too")
        .isEqualTo(303);
  }

  @Test
  void a_session_ends_by_itself() {
    browser.signIn(RunningConsole.TOKEN);
    console.pass(Duration.ofHours(12).minusSeconds(1));
    assertThat(browser.get("/").status()).isEqualTo(200);
    console.pass(Duration.ofSeconds(1));
    assertThat(browser.get("/").status()).isEqualTo(303);
  }

  @Test
  void a_wrong_token_opens_nothing_and_guessing_gets_slower() {
    for (int i = 0; i < 3; i++) {
      var refused = browser.signIn("guess");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.words()).contains("This is not the admin token.");
      assertThat(refused.header("Set-Cookie")).isEmpty();
    }
    var slowed = browser.signIn(RunningConsole.TOKEN);
    assertThat(slowed.status()).as("not even the right one is looked at").isEqualTo(429);
    assertThat(slowed.header("Retry-After")).isEqualTo("2");
    console.pass(Duration.ofSeconds(2));
    assertThat(browser.signIn("guess").status()).isEqualTo(403);
    console.pass(Duration.ofMillis(1_500));
    assertThat(browser.signIn(RunningConsole.TOKEN).status()).as("twice as long").isEqualTo(429);
    console.pass(Duration.ofSeconds(1));
    assertThat(browser.signIn(RunningConsole.TOKEN).status()).isEqualTo(303);
  }

  @Test
  void signing_in_leads_nowhere_else() {
    for (var elsewhere : new String[] {"//evil.example", "https://evil.example", "/\\evil", "x"}) {
      browser.forgetCookie();
      var entered =
          browser.post("/console/sign-in", "token", RunningConsole.TOKEN, "to", elsewhere);
      assertThat(entered.header("Location")).as(elsewhere).isEqualTo("/");
    }
  }

  @Test
  void a_change_wants_the_sessions_secret_and_a_page_of_ours() {
    console.signedIn();
    assertThat(browser.post("/console/sign-out").status()).as("no secret").isEqualTo(403);
    assertThat(browser.post("/console/sign-out", "csrf", "x").status()).isEqualTo(403);
    assertThat(
            browser
                .postFrom("https://evil.example", "/console/sign-out", "csrf", browser.csrf())
                .status())
        .as("from elsewhere")
        .isEqualTo(403);
    assertThat(browser.get("/").status()).as("still signed in").isEqualTo(200);
    assertThat(
            browser
                .postFrom("https://waybill.example", "/console/sign-out", "csrf", browser.csrf())
                .status())
        .as("by its public URL")
        .isEqualTo(303);
  }

  @Test
  void another_site_cannot_sign_a_browser_in() {
    var forged =
        browser.postFrom("https://evil.example", "/console/sign-in", "token", RunningConsole.TOKEN);
    assertThat(forged.status()).isEqualTo(403);
    assertThat(forged.header("Set-Cookie")).isEmpty();
  }

  @Test
  void a_script_whose_session_is_over_is_told_so() {
    var told =
        browser.get(
            "/console/overview/live",
            "HX-Request",
            "true",
            "HX-Current-URL",
            "http://127.0.0.1:" + console.port() + "/console/platforms?x=1");
    assertThat(told.status()).isEqualTo(401);
    assertThat(told.header("HX-Redirect"))
        .isEqualTo("/console/sign-in?to=%2Fconsole%2Fplatforms%3Fx%3D1");
    assertThat(told.words()).contains("The session is over");
    assertThat(told.text()).as("a part, and no page").doesNotContain("<html");
  }

  @Test
  void nothing_foreign_may_run_and_nobody_may_frame_a_page() {
    var page = console.signedIn().get("/");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("unsafe");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(page.text())
        .doesNotContainPattern("(?i)<style|style=|onclick=|<script>|http[s]?://");
  }

  @Test
  void assets_are_kept_for_good_under_a_path_that_names_their_content() {
    var page = browser.get("/console/sign-in").text();
    var path = page.replaceAll("(?s).*href=\"(/assets/[0-9a-f]{16}/console.css)\".*", "$1");
    var style = browser.get(path);
    assertThat(style.status()).isEqualTo(200);
    assertThat(style.header("Content-Type")).startsWith("text/css");
    assertThat(style.header("Cache-Control")).contains("immutable");
    assertThat(browser.get("/assets/0000000000000000/console.css").status()).isEqualTo(404);
    assertThat(browser.get(path.replace("console.css", "other.css")).status()).isEqualTo(404);
  }

  @Test
  void what_is_not_there_is_a_page_too() {
    var lost = console.signedIn().get("/console/nothing-here");
    assertThat(lost.status()).isEqualTo(404);
    assertThat(lost.words()).contains("There is nothing here", "in the log as", "To the overview");
    assertThat(lost.text()).contains("aria-label=\"Main\"");
  }
}
