package dev.waybill.inbound.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbound.http.FakeSources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcePartTest {
  private static final String SOURCES = "/console/sources";
  private static final String ONE = SOURCES + "/src_1";

  private final RunningConsole console = RunningConsole.start();
  private final Browser browser = console.signedIn();

  @AfterEach
  void stop() {
    console.close();
  }

  private void made(String name) {
    assertThat(browser.submit(SOURCES, "name", name).header("Location")).startsWith(SOURCES + "/");
  }

  @Test
  void without_a_source_the_page_says_what_to_do() {
    assertThat(browser.get(SOURCES).words())
        .contains("No sources", "Make one below, and then a write key");
  }

  @Test
  void a_source_that_was_made_is_listed_and_says_that_it_needs_a_key() {
    made("shop");
    assertThat(browser.get(ONE).words())
        .contains("The source was made.", "shop Open", "No write keys", "Make a key");
    assertThat(browser.get(SOURCES).words()).contains("shop src_1 Open 0");
  }

  @Test
  void a_wrong_or_taken_name_is_said_beside_the_field_and_what_was_typed_stays() {
    var blank = browser.submit(SOURCES, "name", " ");
    assertThat(blank.status()).isEqualTo(422);
    assertThat(blank.text()).contains("aria-describedby=\"name-help name-problem\"");
    made("shop");
    var taken = browser.submit(SOURCES, "name", "shop");
    assertThat(taken.status()).isEqualTo(422);
    assertThat(taken.text()).contains("There is, or was, a source of that name.", "value=\"shop\"");
  }

  @Test
  void a_key_is_shown_once_and_never_again() {
    made("shop");
    var shown = browser.submit(ONE + "/keys");
    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.header("Cache-Control")).isEqualTo("no-store");
    assertThat(shown.text().split(FakeSources.KEY, -1)).as("exactly once").hasSize(2);
    assertThat(shown.words())
        .contains("it is shown this once", "curl https://waybill.example/v1/events")
        .contains("2026-01-02T03:04:05Z", "\"event_source\"", "\"context\"");
    for (var path :
        new String[] {SOURCES, ONE, ONE + "/keys/key_1/revoke", "/console/audit", "/"}) {
      assertThat(browser.get(path).text()).as(path).doesNotContain(FakeSources.KEY);
    }
    assertThat(browser.get(ONE).words()).contains("…only key_1 In use");
  }

  @Test
  void a_key_is_revoked_after_being_asked_once() {
    made("shop");
    browser.submit(ONE + "/keys");
    assertThat(browser.get(ONE + "/keys/key_1/revoke").words())
        .contains("Revoke the key that ends in only?", "refused with 401");
    assertThat(console.sources.all().getFirst().keys()).as("asking does nothing").hasSize(1);
    assertThat(browser.submit(ONE + "/keys/key_1/revoke").header("Location")).isEqualTo(ONE);
    assertThat(browser.get(ONE).words()).contains("The key that ends in only was revoked.");
    assertThat(browser.submit(ONE + "/keys/key_1/revoke").status()).isEqualTo(404);
    assertThat(browser.get(ONE + "/keys/key_1/revoke").status()).isEqualTo(404);
  }

  @Test
  void a_source_is_closed_after_being_asked_once_and_then_takes_no_key() {
    made("shop");
    assertThat(browser.get(ONE + "/close").words())
        .contains("Close the source shop?", "still delivered", "cannot be opened again");
    assertThat(browser.submit(ONE + "/close").header("Location")).isEqualTo(ONE);
    var closed = browser.get(ONE);
    assertThat(closed.words()).contains("Closed", "takes no more events");
    assertThat(closed.text()).doesNotContain("id=\"make-key\"", "/close\"");
    assertThat(browser.submit(ONE + "/close").status()).isEqualTo(409);
    assertThat(browser.get(ONE + "/close").status()).isEqualTo(409);
    assertThat(browser.submit(ONE + "/keys").status()).isEqualTo(409);
  }

  @Test
  void the_last_rejections_say_where_and_why() {
    made("shop");
    assertThat(browser.get(ONE).words())
        .contains("Last rejections", "not readable /event_time Wanted a zone. no_zone", "1 of 1");
    assertThat(browser.get(ONE + "?from=77777").status()).isEqualTo(200);
    assertThat(browser.get(ONE + "?from=x").words()).contains("1 of 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/src_9", "/shop", "/src_9/close", "/src_1/keys/key_7/revoke"})
  void what_is_not_there_is_not_found(String path) {
    made("shop");
    assertThat(browser.get(SOURCES + path).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/src_1/close", "/src_1/keys", "/src_1/keys/key_1/revoke"})
  void nothing_changes_without_the_sessions_secret_or_a_session(String path) {
    made("shop");
    browser.submit(ONE + "/keys");
    var before = console.sources.all();
    assertThat(browser.post(SOURCES + path, "name", "other").status()).isEqualTo(403);
    browser.forgetCookie();
    assertThat(browser.get(SOURCES).status()).isEqualTo(303);
    assertThat(browser.post(SOURCES + path, "name", "other").status()).isEqualTo(303);
    assertThat(console.sources.all()).isEqualTo(before);
  }

  @Test
  void changes_are_done_on_behalf_of_the_session() {
    made("shop");
    browser.submit(ONE + "/keys");
    browser.submit(ONE + "/keys/key_1/revoke");
    browser.submit(ONE + "/close");
    assertThat(console.sources.actors()).hasSize(4).allMatch(one -> one.startsWith("console"));
  }
}
