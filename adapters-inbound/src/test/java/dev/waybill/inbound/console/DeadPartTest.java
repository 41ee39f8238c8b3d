package dev.waybill.inbound.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.replay.Selection;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadPartTest {
  private final RunningConsole console = RunningConsole.start();
  private final Browser browser = console.signedIn();

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void dead_letters_are_shown_by_reason_with_what_to_do() {
    var page = browser.get("/console/dead");
    assertThat(page.words())
        .contains(
            "12 at TikTok 40002",
            "first 1 min ago, last now",
            "Invalid value “…”. × 12",
            "A replay sends 9",
            "The first of them stops to count in 1 h",
            "What to do: Correct the mapping.");
    assertThat(page.text()).contains("name=\"pick\" value=\"con_1|40002\"");
    assertThat(browser.get("/console/dead?connector=con_1").status()).isEqualTo(200);
    assertThat(browser.get("/console/dead?connector=x").status()).isEqualTo(404);
  }

  @Test
  void no_dead_letters_are_good_news() {
    console.findings.clear();
    assertThat(browser.get("/console/dead").words()).contains("No dead letters");
  }

  @Test
  void what_was_selected_is_counted_and_then_replayed() {
    var counted = browser.submit("/console/dead/dry-run", "pick", "con_1|40002", "pick", "con_1|7");
    assertThat(counted.status()).isEqualTo(200);
    assertThat(counted.words())
        .contains(
            "Nothing was begun. 9 dead letters",
            "of these the platform still counts 5",
            "40002, 7");
    assertThat(console.replays.latest(null)).as("a dry run").isEmpty();

    var begun = browser.submit("/console/dead/replay", "pick", "con_1|40002", "pick", "con_1|7");
    assertThat(begun.status()).isEqualTo(303);
    assertThat(begun.header("Location")).isEqualTo("/console/replays");
    assertThat(console.replays.latest(null))
        .singleElement()
        .satisfies(
            replay ->
                assertThat(replay.selection())
                    .isEqualTo(new Selection.DeadLetters(Set.of("40002", "7"), null, null)));
    assertThat(browser.get("/console/replays").words())
        .contains(
            "The replay began for",
            "Dead letters of 40002, 7",
            "running",
            "4 of 9 moved",
            "1 stay dead");
    assertThat(browser.get("/console/replays/list").words()).contains("4 of 9 moved");
  }

  @Test
  void a_replay_is_paused_resumed_and_cancelled_after_being_asked_once() {
    browser.submit("/console/dead/replay", "pick", "con_1|40002");
    browser.submit("/console/replays/rpl_1/pause");
    assertThat(browser.get("/console/replays").words()).contains("rpl_1 paused.", "Resume");
    browser.submit("/console/replays/rpl_1/resume");
    assertThat(browser.get("/console/replays").words()).contains("rpl_1 goes on.", "Pause");
    assertThat(browser.get("/console/replays/rpl_1/cancel").words())
        .contains(
            "Cancel the replay for",
            "Not sent again, and staying as they are: 5 events.",
            "Keep it");
    browser.submit("/console/replays/rpl_1/cancel");
    assertThat(browser.get("/console/replays").words())
        .contains("cancelled")
        .doesNotContain("Pause");
    browser.submit("/console/replays/rpl_1/pause");
    assertThat(browser.get("/console/replays").words()).contains("rpl_1 is over");
  }

  @Test
  void a_second_replay_and_an_empty_selection_are_refused_in_words() {
    browser.submit("/console/dead/replay", "pick", "con_1|40002");
    browser.submit("/console/dead/replay", "pick", "con_1|40002");
    assertThat(browser.get("/console/replays").words()).contains("Not begun", "rpl_1 is not over");
    browser.submit("/console/dead/dry-run");
    assertThat(browser.get("/console/dead").words()).contains("Select at least one reason.");
    browser.submit("/console/dead/replay", "pick", "nonsense");
    assertThat(browser.get("/console/dead").words()).contains("Nothing was selected");
    assertThat(console.replays.latest(null)).hasSize(1);
  }

  @Test
  void a_connector_that_was_deleted_meanwhile_has_nothing_to_replay() {
    assertThat(browser.submit("/console/dead/dry-run", "pick", "con_9|1").words())
        .contains("None of the selected dead letters is there any more");
    assertThat(browser.get("/console/replays/rpl_9/cancel").status()).isEqualTo(404);
    assertThat(browser.submit("/console/replays/rpl_9/pause").status()).isEqualTo(404);
    assertThat(browser.submit("/console/replays/x/pause").status()).isEqualTo(404);
  }

  @Test
  void nothing_is_begun_without_the_sessions_secret_or_a_session() {
    assertThat(browser.post("/console/dead/replay", "pick", "con_1|40002").status()).isEqualTo(403);
    browser.forgetCookie();
    assertThat(browser.post("/console/dead/replay", "pick", "con_1|40002").status()).isEqualTo(303);
    assertThat(browser.get("/console/dead").status()).isEqualTo(303);
    assertThat(console.replays.latest(null)).isEmpty();
  }

  @Test
  void without_the_store_the_page_says_so() {
    console.findings.takeAway(true);
    assertThat(browser.get("/console/dead").status()).isEqualTo(503);
  }

  @Test
  void no_replays_lead_to_the_dead_letters() {
    assertThat(browser.get("/console/replays").words())
        .contains("No replays", "Look at the dead letters");
  }
}
