package dev.waybill.inbound.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.inbound.http.Route.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every address of the console, whatever it shows or changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryRouteTest {
  private static final Set<String> OF_EVERYBODY = Set.of("/console/sign-in", "/console/sign-out");

  /** The catalogue is no matter of the store. */
  private static final Set<String> WITHOUT_STORE = Set.of("/console/platforms");

  /** An open tab is told within the page it shows. */
  private static final Set<String> TOLD_WITHIN = Set.of("/console/overview/live");

  private static final Map<String, String> EXAMPLES =
      Map.of(
          "/console/connectors/{id}", "/console/connectors/con_1",
          "/console/sources/{id}", "/console/sources/src_1",
          "/console/replays/{id}", "/console/replays/rpl_1",
          "{event_id}", "order%2F1%20%C3%A9",
          "{type}", "mailbox",
          "{number}", "1",
          "{key}", "key_1");

  private static final String[] FORM = {
    "name",
    "other",
    "settings/url",
    "https://x.example",
    "source",
    "src_1",
    "version",
    "1",
    "check",
    "permission",
    "by",
    "Ada",
    "pick",
    "con_1|40002",
    "act",
    "save",
    "discard",
    "0",
  };

  private final RunningConsole console = RunningConsole.start();
  private final Browser signedIn = console.signedIn();
  private final Browser stranger = new Browser(console.port());

  @BeforeAll
  void register() {
    console.connectors.register(
        JsonObject.builder().put("name", "shop").put("platform", "mailbox").build());
    console.sources.create("web");
    signedIn.submit("/console/sources/src_1/keys");
    signedIn.submit("/console/dead/replay", "pick", "con_1|40002");
  }

  @AfterAll
  void stop() {
    stranger.close();
    console.close();
  }

  private Stream<String> all(Method method) {
    return console.routes().stream()
        .filter(route -> route.method() == method)
        .map(route -> route.path())
        .filter(path -> path.equals("/") || path.startsWith("/console/"))
        .filter(path -> !OF_EVERYBODY.contains(path));
  }

  Stream<String> shown() {
    return all(Method.GET).map(EveryRouteTest::example);
  }

  Stream<String> changing() {
    return all(Method.POST).map(EveryRouteTest::example);
  }

  private static String example(String path) {
    var example = path;
    for (var parameter : EXAMPLES.entrySet()) {
      example = example.replace(parameter.getKey(), parameter.getValue());
    }
    assertThat(example).as("every parameter has an example").doesNotContain("{");
    return example;
  }

  @Test
  void there_are_addresses_to_look_at() {
    assertThat(shown()).hasSizeGreaterThan(30);
    assertThat(changing()).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("shown")
  void nothing_is_shown_without_a_session(String path) {
    var answer = stranger.get(path);
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).startsWith("/console/sign-in");
  }

  @ParameterizedTest
  @MethodSource("changing")
  void nothing_is_changed_without_a_session(String path) {
    var before = state();
    var answer = stranger.post(path, FORM);
    assertThat(answer.status()).isIn(303, 401);
    assertThat(answer.header("Location"))
        .startsWith(answer.status() == 303 ? "/console/sign-in" : "");
    assertThat(state()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("changing")
  void nothing_is_changed_without_the_secret_of_the_session(String path) {
    var before = state();
    assertThat(signedIn.post(path, FORM).status()).isEqualTo(403);
    assertThat(state()).isEqualTo(before);
  }

  private List<Object> state() {
    return List.of(
        console.connectors.all(),
        console.sources.all(),
        console.replays.latest(null),
        console.findings.explanations().uncoveredBy());
  }

  @ParameterizedTest
  @MethodSource("shown")
  void a_page_without_the_store_says_so(String path) {
    var answer = away(() -> signedIn.get(path));
    if (WITHOUT_STORE.contains(path)) {
      assertThat(answer.status()).isEqualTo(200);
      return;
    }
    assertThat(answer.status()).isEqualTo(TOLD_WITHIN.contains(path) ? 200 : 503);
    assertThat(answer.words()).contains("The store cannot be reached");
  }

  @ParameterizedTest
  @MethodSource("changing")
  void a_change_without_the_store_says_that_it_was_not_made(String path) {
    var form = Stream.concat(Stream.of("csrf", signedIn.csrf()), Stream.of(FORM));
    var answer = away(() -> signedIn.post(path, form.toArray(String[]::new)));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.words()).contains("The store cannot be reached");
  }

  private Browser.Shown away(Supplier<Browser.Shown> request) {
    console.storeAway.set(true);
    try {
      return request.get();
    } finally {
      console.storeAway.set(false);
    }
  }
}
