package dev.waybill.inbound.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.json.JacksonCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EditorPartTest {
  private static final String ONE = "/console/connectors/con_1";
  private static final String EDITOR = ONE + "/mapping/editor";
  private static final String EVENT = "{\"event\": \"View\"}";

  private final RunningConsole console = RunningConsole.start();
  private final Browser browser = console.signedIn();

  @AfterEach
  void stop() {
    console.close();
  }

  private void register(String name) {
    console.connectors.register(
        JsonObject.builder().put("name", name).put("platform", "mailbox").build());
  }

  private Browser.Shown act(String act, String version, String sample, String rules, String tests) {
    return browser.submit(
        EDITOR, "act", act, "version", version, "sample", sample, "rules", rules, "tests", tests);
  }

  private Browser.Shown live(String sample, String rules) {
    return browser.submitByScript(EDITOR + "/live", "sample", sample, "rules", rules);
  }

  @Test
  void it_opens_with_an_example_the_rules_and_what_they_make_of_it() {
    register("shop");
    var page = browser.get(EDITOR);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.words())
        .contains("Mapping of shop", "Example: a purchase on the web", "\"base\": \"canonical\"")
        .contains("Would be sent", "{\"name\":\"View\"}", "/name of canonical")
        .contains("/event → trim → email (invalid_email)", "/x Wanted x.", "/name Not known.");
  }

  @Test
  void what_is_typed_is_tried_at_once() {
    register("shop");
    var part = live(EVENT, "{}");
    assertThat(part.status()).isEqualTo(200);
    assertThat(part.text()).doesNotContain("<html").contains("hx-swap-oob");
    assertThat(part.words()).contains("Would be sent", "{\"name\":\"View\"}");
  }

  @Test
  void an_event_that_is_filtered_or_cannot_be_mapped_or_is_refused_says_so() {
    register("shop");
    assertThat(live("{\"event\": \"Lost\"}", "").words())
        .contains("Not mapped", "Why there is none", "/x Wanted x.");
    assertThat(live("{\"event\": \"Bad\"}", "").words())
        .contains("refused when it comes in", "/x Wanted x.");
  }

  @Test
  void broken_json_is_told_with_its_line_and_nothing_typed_is_lost() {
    register("shop");
    assertThat(live(EVENT, "{\n  \"fields\": {},\n}").words())
        .contains("line 3, column 1 has a comma too many before it");
    var page = act("try", "1", "[1", "{\"a\": 1 \"b\"}", "{}");
    assertThat(page.words())
        .contains("at its end a ] is missing", "line 1, column 9 has a missing comma or colon")
        .contains("{\"a\": 1 \"b\"}", "Wanted an array of tests; got an object.");
    assertThat(page.text()).contains("aria-invalid=\"true\"");
    assertThat(act("save", "1", EVENT, "{\"a\" 1}", "").status()).isEqualTo(422);
    assertThat(version()).as("untouched").isEqualTo(1);
    assertThat(live("", "{}").words()).contains("Paste an event");
  }

  @Test
  void a_rule_that_is_wrong_is_told_by_its_place() {
    register("shop");
    assertThat(live(EVENT, "{\"nonsense\": 1}").words())
        .contains("These rules cannot be used.", "/nonsense Not known.");
    assertThat(act("test", "1", EVENT, "{\"nonsense\": 1}", "").words())
        .contains("The tests could not be run", "/mapping/nonsense Not known.");
  }

  @Test
  void why_nothing_can_be_saved_is_told_beside_the_rules_and_not_of_the_tests() {
    register("shop");
    var refused = act("save", "1", EVENT, "{\"nonsense\": 1}", "");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.words())
        .contains("Rules and tests cannot be saved like this: /mapping/nonsense Not here.")
        .doesNotContain("The tests could not be run");
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void the_tests_run_against_the_text_and_show_each_difference() {
    register("shop");
    assertThat(act("test", "1", EVENT, "{}", "[]").words())
        .contains("1 of 2 passed.", "fine Passed of the starting mapping canonical")
        .contains("broken Failed", "/name wanted \"a\" , got 2");
    var part = browser.submitByScript(EDITOR, "act", "test", "sample", EVENT);
    assertThat(part.text()).doesNotContain("<html");
    assertThat(browser.submitByScript(EDITOR, "act", "test", "rules", "{").words())
        .contains("The tests could not be run", "a } is missing");
    assertThat(version()).as("nothing is saved").isEqualTo(1);
  }

  @Test
  void the_sample_and_its_result_become_a_test() {
    register("shop");
    var page = act("keep", "1", EVENT, "{}", "");
    assertThat(page.words())
        .contains("A test was added", "\"name\": \"View from web 1\"")
        .contains("\"expect\": {\"payload\":{\"name\":\"View\"}}");
    assertThat(act("keep", "1", EVENT, "{}", "{").status()).isEqualTo(422);
    assertThat(act("keep", "1", "{\"event\": \"Bad\"}", "{}", "").status()).isEqualTo(422);
  }

  @Test
  void a_received_event_becomes_a_test_about_nobody_whether_it_is_uncovered_or_not() {
    register("shop");
    for (var email : List.of("p@x.y", "***")) {
      var received =
          """
          {"event": "Purchase", "event_id": "e-1", "note": "%1$s",
           "context": {"email": ["%1$s"], "user": {"phone": "%1$s"}, "locale": "de", "age": null,
                       "page": {"url": "https://shop.example/%1$s", "referrer": "%1$s"}},
           "properties": {"order_id": "7", "buyer": "%1$s",
                          "contents": [{"sku": "s", "engraving": "%1$s"}]}}"""
              .formatted(email);
      var page =
          browser.submit(
              EDITOR, "act", "keep", "from", "received:e-1", "sample", received, "rules", "{}");
      assertThat(page.words())
          .contains("A test was added", "personal data of the received event was swapped");
      assertThat(typed(page, "tests")).doesNotContain(email);
      var test = json(typed(page, "tests"));
      assertThat(JsonPointer.parse("/0/event").resolve(test))
          .isEqualTo(
              json(
                  """
                  {"event": "Purchase", "event_id": "e-1",
                   "context": {"email": ["jane@shop.example"], "user": {"phone": "+12133734253"},
                               "locale": "de", "age": null,
                               "page": {"url": "https://shop.example/thanks?ttclid=E.C.P.example"}},
                   "properties": {"order_id": "7", "contents": [{"sku": "s"}]}}"""));
      assertThat(JsonPointer.parse("/0/expect/payload").resolve(test)).isNotNull();
    }
    var none =
        browser.submit(
            EDITOR, "act", "keep", "from", "received:e-1", "sample", "{\"event\": \"Bad\"}");
    assertThat(none.status()).isEqualTo(422);
    assertThat(none.words()).contains("without the personal data", "Take an example");
  }

  @Test
  void rules_and_tests_are_saved_as_a_draft_of_the_version_that_was_seen() {
    register("shop");
    var saved = act("save", "1", EVENT, "{\"fields\": {}}", "[]");
    assertThat(saved.words()).contains("Saved as a draft.");
    assertThat(saved.text()).contains("name=\"version\" value=\"2\"");
    assertThat(draft().mapping()).isNotNull();
    assertThat(browser.get(EDITOR).words()).contains("{\"fields\":{}}");
    act("save", "2", EVENT, "", "");
    assertThat(draft().mapping()).as("empty is the starting mapping").isNull();
  }

  private Configuration draft() {
    return requireNonNull(console.connectors.find(new ConnectorId(1)).orElseThrow().draft());
  }

  @Test
  void a_change_that_somebody_else_got_in_before_loses_no_text() {
    register("shop");
    act("save", "1", EVENT, "{\"fields\": {\"theirs\": 1}}", "");
    var late = act("save", "1", EVENT, "{\"fields\": {\"mine\": 1}}", "");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.words())
        .contains("somebody changed this connector meanwhile", "{\"fields\": {\"mine\": 1}}")
        .contains("As somebody else saved them {\"fields\":{\"theirs\":1}}");
    assertThat(version()).isEqualTo(2);
    assertThat(late.text()).contains("name=\"version\" value=\"2\"");
    assertThat(browser.submit(EDITOR, "act", "save", "sample", EVENT).status())
        .as("no version")
        .isEqualTo(409);
  }

  /** The fields of the form as it was shown, with those of one's own in their places. */
  private Browser.Shown save(Browser.Shown page, String... own) {
    var fields = new LinkedHashMap<String, String>();
    for (var name : List.of("version", "seen_rules", "seen_tests")) {
      fields.put(name, hidden(page, name));
    }
    for (var name : List.of("sample", "rules", "tests")) {
      fields.put(name, typed(page, name));
    }
    fields.put("act", "save");
    for (int i = 0; i < own.length; i += 2) {
      fields.put(own[i], own[i + 1]);
    }
    return browser.submit(
        EDITOR,
        fields.entrySet().stream()
            .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
            .toArray(String[]::new));
  }

  private static String hidden(Browser.Shown page, String name) {
    return found(page, "name=\"" + name + "\" value=\"([^\"]*)\"");
  }

  private static String typed(Browser.Shown page, String name) {
    return found(page, "(?s)<textarea id=\"" + name + "\"[^>]*>(.*?)</textarea>");
  }

  private static String found(Browser.Shown page, String pattern) {
    var found = Pattern.compile(pattern).matcher(page.text());
    assertThat(found.find()).as(pattern).isTrue();
    return found
        .group(1)
        .replace("&#34;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  @Test
  void tests_that_somebody_else_saved_outlive_rules_saved_after_them() {
    register("shop");
    var mine = browser.get(EDITOR);
    save(browser.get(EDITOR), "tests", "[{\"name\": \"theirs\"}]");
    var late = save(mine, "rules", "{\"fields\": {\"mine\": 1}}");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.words())
        .contains("You had not changed the tests, so theirs stand here now.")
        .contains("{\"fields\": {\"mine\": 1}}")
        .doesNotContain("You had not changed the rules", "As somebody else saved them");
    assertThat(typed(late, "tests")).contains("theirs");
    assertThat(save(late).words()).contains("Saved as a draft.");
    assertThat(draft().mapping()).isEqualTo(json("{\"fields\":{\"mine\":1}}"));
    assertThat(draft().mappingTests()).isEqualTo(json("[{\"name\":\"theirs\"}]"));
  }

  @Test
  void rules_that_somebody_else_saved_outlive_tests_saved_after_them() {
    register("shop");
    var mine = browser.get(EDITOR);
    save(browser.get(EDITOR), "rules", "{\"fields\": {\"theirs\": 1}}");
    var late = save(mine, "tests", "[{\"name\": \"mine\"}]");
    assertThat(late.words())
        .contains("You had not changed the rules, so theirs stand here now.")
        .doesNotContain("You had not changed the tests");
    save(late);
    assertThat(draft().mapping()).isEqualTo(json("{\"fields\":{\"theirs\":1}}"));
    assertThat(draft().mappingTests()).isEqualTo(json("[{\"name\":\"mine\"}]"));
  }

  @Test
  void what_both_changed_is_shown_beside_ones_own_before_it_is_replaced() {
    register("shop");
    var first = save(browser.get(EDITOR), "tests", "[{\"name\": \"first\"}]");
    save(browser.get(EDITOR), "tests", "[{\"name\": \"theirs\"}]");
    var late = save(first, "tests", "[{\"name\": \"mine\"}]");
    assertThat(late.words())
        .contains("theirs is below it. Save again to put yours in its place.")
        .contains("[{\"name\": \"mine\"}]", "As somebody else saved them [{\"name\":\"theirs\"}]");
    save(late);
    assertThat(draft().mappingTests()).isEqualTo(json("[{\"name\":\"mine\"}]"));
    save(browser.get(EDITOR), "tests", "");
    assertThat(save(late, "tests", "[{\"name\": \"again\"}]").words())
        .contains("They left no test of the connector's own.");
  }

  @Test
  void a_change_elsewhere_or_the_same_as_ones_own_takes_nothing_and_loses_nothing() {
    register("shop");
    var mine = browser.get(EDITOR);
    save(browser.get(EDITOR));
    assertThat(draft().mapping()).as("nothing was changed of it").isNull();
    var late = save(mine, "rules", "{\"fields\": {\"mine\": 1}}");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.words())
        .contains("What they changed is elsewhere or the same as yours, and stays.")
        .contains("nothing of theirs is lost by it")
        .doesNotContain("As somebody else saved them", "You had not changed");
    save(late);
    assertThat(draft().mapping()).isEqualTo(json("{\"fields\":{\"mine\":1}}"));
    assertThat(draft().mappingTests()).as("left out").isNull();
  }

  private static Json json(String text) {
    return new JacksonCodec().read(text.getBytes(UTF_8)).orElseThrow();
  }

  @Test
  void promoting_saves_and_asks_once() {
    register("shop");
    var asked = act("promote", "1", EVENT, "{\"fields\": {}}", "");
    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.words())
        .contains("put them into use?", "If one fails, nothing changes", "Back to the editor");
    assertThat(asked.text()).contains("action=\"" + ONE + "/verify\"");
    assertThat(hidden(asked, "version")).as("of what was saved").isEqualTo("2");
    assertThat(version()).isEqualTo(2);
    assertThat(browser.submit(ONE + "/verify").words()).contains("Not every line passed");
  }

  @Test
  void the_last_events_of_its_sources_are_offered_and_personal_data_stays_hidden() {
    console.tail.arrives("order/1 é", Verdict.DELIVERED);
    console.tail.arrives("gone", Verdict.WAITING);
    register("shop");
    var page = browser.get(EDITOR);
    assertThat(page.words()).contains("Purchase from web, order/1 é");
    assertThat(page.text()).doesNotContain("p@x.y");
    var taken =
        browser.submit(
            EDITOR, "act", "take", "sample_of", "received:order/1 é", "rules", "{\"mine\": 1}");
    assertThat(taken.words())
        .contains("\"email\":\"***\"", "Uncover personal data", "{\"mine\": 1}");
    assertThat(taken.text()).doesNotContain("p@x.y");
    assertThat(console.findings.explanations().uncoveredBy()).isEmpty();
    var gone = browser.submit(EDITOR, "act", "take", "sample_of", "received:gone");
    assertThat(gone.words()).contains("That event is not there any more");
  }

  @Test
  void who_uncovers_a_sample_is_recorded() {
    register("shop");
    var shown =
        browser.submit(
            EDITOR, "act", "uncover", "from", "received:order/1 é", "rules", "{\"mine\": 1}");
    assertThat(shown.words()).contains("p@x.y", "in the audit list", "{\"mine\": 1}");
    assertThat(console.findings.explanations().uncoveredBy())
        .singleElement()
        .asString()
        .startsWith("console session ");
    assertThat(browser.submit(EDITOR, "act", "uncover", "from", "example:web").words())
        .contains("There is nothing to uncover.");
  }

  @Test
  void an_example_of_each_place_can_be_taken() {
    register("shop");
    for (var place : new String[] {"web", "app", "offline", "crm"}) {
      assertThat(browser.submit(EDITOR, "act", "take", "sample_of", "example:" + place).words())
          .contains("\"event_source\": \"" + place + "\"");
    }
    assertThat(browser.submit(EDITOR, "act", "take", "sample_of", "example:moon").words())
        .contains("take another");
  }

  @Test
  void a_connector_that_is_not_there_is_not_found() {
    assertThat(browser.get(EDITOR).status()).isEqualTo(404);
    assertThat(act("save", "1", EVENT, "{}", "").status()).isEqualTo(404);
    assertThat(live(EVENT, "{}").status()).isEqualTo(404);
  }

  @Test
  void nothing_happens_without_the_sessions_secret_or_a_session() {
    register("shop");
    assertThat(browser.post(EDITOR, "act", "save", "version", "1").status()).isEqualTo(403);
    assertThat(browser.post(EDITOR + "/live", "sample", EVENT).status()).isEqualTo(403);
    assertThat(browser.post(EDITOR, "act", "uncover", "from", "received:order/1 é").status())
        .isEqualTo(403);
    assertThat(console.findings.explanations().uncoveredBy()).isEmpty();
    browser.forgetCookie();
    assertThat(browser.get(EDITOR).status()).isEqualTo(303);
    assertThat(browser.post(EDITOR, "act", "save", "version", "1").status()).isEqualTo(303);
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void a_session_that_is_over_while_somebody_types_takes_no_text_along() {
    register("shop");
    browser.forgetCookie();
    for (var path : List.of(EDITOR + "/live", EDITOR)) {
      var told = browser.submitByScript(path, "act", "test", "sample", EVENT, "rules", "{}");
      assertThat(told.status()).isEqualTo(401);
      assertThat(told.header("HX-Redirect")).as("it would leave the page").isEmpty();
      assertThat(told.text()).doesNotContain("<html").contains("target=\"_blank\"");
      assertThat(told.words())
          .contains("Your session is over", "What you typed is still here")
          .contains("Copy what you want to keep, sign in in another tab");
    }
    var fields =
        new String[] {
          "act",
          "save",
          "version",
          "1",
          "csrf",
          "s3cret",
          "sample",
          "{\"email\": \"p@x.y\"}",
          "rules",
          "{\"mine\": \"</textarea><b>\"}",
          "tests",
          "[{\"name\": \"mine\"}]"
        };
    var kept = browser.post(EDITOR, fields);
    assertThat(kept.status()).isEqualTo(401);
    assertThat(kept.header("Cache-Control")).isEqualTo("no-store");
    assertThat(typed(kept, "unsent-rules")).isEqualTo("{\"mine\": \"</textarea><b>\"}");
    assertThat(typed(kept, "unsent-tests")).isEqualTo("[{\"name\": \"mine\"}]");
    assertThat(kept.text())
        .contains("/console/sign-in?to=%2Fconsole%2Fconnectors%2Fcon_1%2Fmapping%2Feditor")
        .doesNotContain("s3cret", "p@x.y", "<b>");
    assertThat(browser.postFrom("https://evil.example", EDITOR, fields).status())
        .as("what another site sends is not repeated")
        .isEqualTo(303);
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void a_page_of_an_earlier_session_saves_nothing_and_gives_the_text_back() {
    register("shop");
    var fields =
        new String[] {
          "csrf",
          browser.csrf(),
          "act",
          "save",
          "version",
          "1",
          "sample",
          EVENT,
          "rules",
          "{\"mine\": \"</textarea><b>\"}",
          "tests",
          ""
        };
    browser.forgetCookie();
    console.signedIn();
    var kept = browser.post(EDITOR, fields);
    assertThat(kept.status()).isEqualTo(403);
    assertThat(kept.words()).contains("for an earlier session of yours");
    assertThat(typed(kept, "unsent-rules")).isEqualTo("{\"mine\": \"</textarea><b>\"}");
    assertThat(kept.text()).doesNotContain("unsent-tests", "<b>").contains("href=\"" + EDITOR);
    var forged = browser.postFrom("https://evil.example", EDITOR, fields);
    assertThat(forged.status()).isEqualTo(403);
    assertThat(forged.text()).as("what another site sends").doesNotContain("unsent-");
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void without_the_store_the_page_says_so() {
    register("shop");
    console.findings.explanations().takeAway();
    assertThat(browser.submit(EDITOR, "act", "take", "sample_of", "received:order/1 é").status())
        .isEqualTo(503);
  }

  private long version() {
    return console.connectors.find(new ConnectorId(1)).orElseThrow().registration().version();
  }
}
