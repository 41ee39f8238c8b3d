package dev.waybill.domain.relay;

import static dev.waybill.domain.relay.RelayBench.CONNECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.Outcome.Deferred;
import dev.waybill.domain.destination.Outcome.Rejected;
import dev.waybill.domain.outbox.Lane.Replayed;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.replay.Progress.Deliveries;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A time range that is sent once more, beside what comes in meanwhile: batches of three events. */
class ReplayBehindLiveTest {
  private static final Replayed RUNNING = new Replayed(true, null);
  private static final Outcome THROTTLED = new Deferred(Cause.THROTTLE, "40100", "busy", null);
  private static final Outcome LATER = new Deferred(Cause.EVENT, "40100", "later", null);
  private static final int EARLIER = 18;

  private final RelayBench bench = new RelayBench();
  private final ConnectorRelay relay = bench.take();

  /** Everything that came in before is delivered, and is now sent once more. */
  private LaneId replayOfEarlierEvents(Replayed how) {
    for (int i = 0; i < EARLIER; i++) {
      bench.append("old-" + i);
    }
    sendAndFinishAll();
    bench.ledgerIs(EARLIER, EARLIER, 0, 0, 0, 0, 0);
    var replay = bench.outbox.replay(bench.lane, how);
    relay.refresh();
    return replay;
  }

  @Test
  void fresh_events_of_every_lane_go_first() {
    var second = new SourceId(2);
    bench.outbox.subscribe(CONNECTOR, "shop", second);
    replayOfEarlierEvents(RUNNING);
    bench.append("a", "b", "c", "d", "e", "f");
    bench.appendTo(second, "x", "y", "z");
    assertThat(passes(4))
        .containsExactly(
            List.of("a", "b", "c"),
            List.of("x", "y", "z"),
            List.of("d", "e", "f"),
            List.of("old-0", "old-1", "old-2"));
    bench.ledgerBalances();
  }

  @Test
  void retries_that_are_due_go_first() {
    replayOfEarlierEvents(RUNNING);
    bench.append("a", "b", "c");
    bench.destination.next(Map.of("b", LATER));
    assertThat(passes(2)).containsExactly(List.of("a", "b", "c"), old(0));
    bench.clock.advance(Duration.ofSeconds(1));
    assertThat(passes(2)).containsExactly(List.of("b"), old(3));
    bench.ledgerBalances();
  }

  @Test
  void what_comes_in_while_a_replay_goes_on_does_not_wait_for_it() {
    replayOfEarlierEvents(RUNNING);
    assertThat(passes(2)).containsExactly(old(0), old(3));
    bench.append("a", "b", "c", "d", "e", "f");
    assertThat(passes(3)).containsExactly(List.of("a", "b", "c"), List.of("d", "e", "f"), old(6));
    bench.ledgerBalances();
  }

  @Test
  void a_replay_gets_its_turn_whenever_nothing_else_is_to_be_sent() {
    var replay = replayOfEarlierEvents(RUNNING);
    sendAndFinishAll();
    assertThat(bench.outbox.account(replay))
        .isEqualTo(new Deliveries(EARLIER, EARLIER, 0, 0, 0, 0, true));
    bench.ledgerIs(EARLIER, EARLIER, 0, 0, 0, 0, 0);
    assertThat(bench.outbox.of(CONNECTOR)).as("it is finished").hasSize(1);
  }

  @Test
  void one_of_the_ways_to_the_platform_is_always_left_to_fresh_events() {
    replayOfEarlierEvents(RUNNING);
    assertThat(launchAll()).containsExactly(old(0), old(3), old(6));
    assertThat(relay.onTheirWay()).isEqualTo(Pace.WIDEST - 1);
    bench.append("a", "b", "c");
    assertThat(launchAll()).containsExactly(List.of("a", "b", "c"));
    assertThat(relay.onTheirWay()).isEqualTo(Pace.WIDEST);
    bench.ledgerBalances();
  }

  @Test
  void of_two_ways_a_replay_takes_one() {
    replayOfEarlierEvents(RUNNING);
    bench.append("t");
    bench.destination.next(THROTTLED);
    assertThat(passes(1)).containsExactly(List.of("t"));
    bench.clock.advance(Duration.ofMinutes(1));
    assertThat(passes(1)).containsExactly(List.of("t"));
    assertThat(launchAll()).containsExactly(old(0));
    bench.append("a", "b", "c");
    assertThat(launchAll()).containsExactly(List.of("a", "b", "c"));
    bench.ledgerBalances();
  }

  @Test
  void the_last_way_goes_to_fresh_events_first() {
    replayLeftWithOneWay();
    bench.append("a", "b", "c");
    assertThat(launchAll()).containsExactly(List.of("a", "b", "c"));
    bench.ledgerBalances();
  }

  @Test
  void the_last_way_is_the_replays_while_nothing_else_is_to_be_sent() {
    replayLeftWithOneWay();
    assertThat(launchAll()).containsExactly(old(0));
    bench.ledgerBalances();
  }

  private void replayLeftWithOneWay() {
    replayOfEarlierEvents(RUNNING);
    bench.destination.next(THROTTLED).next(THROTTLED);
    for (int i = 0; i < 2; i++) {
      assertThat(passes(1)).containsExactly(old(0));
      bench.clock.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void a_replay_is_held_to_its_rate_and_fresh_events_are_not() {
    replayOfEarlierEvents(new Replayed(true, 3));
    assertThat(passes(1)).containsExactly(old(0));
    bench.append("a", "b", "c", "d", "e", "f");
    assertThat(launchAll()).containsExactly(List.of("a", "b", "c"), List.of("d", "e", "f"));
    bench.clock.advance(Duration.ofSeconds(1));
    assertThat(launchAll()).containsExactly(old(3));
    bench.ledgerBalances();
  }

  @Test
  void a_replay_that_is_paused_sends_nothing_until_it_goes_on() {
    var replay = replayOfEarlierEvents(new Replayed(false, null));
    assertThat(launchAll()).isEmpty();
    bench.outbox.change(replay, RUNNING);
    relay.refresh();
    assertThat(passes(1)).containsExactly(old(0));
    bench.ledgerBalances();
  }

  @Test
  void what_is_known_of_a_paused_replay_is_made_durable_though_nothing_may_be_sent() {
    var replay = replayOfEarlierEvents(RUNNING);
    bench.destination.next(Map.of("old-1", THROTTLED));
    assertThat(passes(1)).containsExactly(old(0));
    bench.outbox.change(replay, new Replayed(false, null));
    relay.refresh();
    assertThat(relay.next(bench.runtime())).isInstanceOf(Next.Rest.class);
    assertThat(bench.outbox.account(replay))
        .isEqualTo(new Deliveries(EARLIER, 2, 0, 0, 0, EARLIER - 2, true));
    bench.ledgerBalances();
  }

  @Test
  void no_verdict_changes_and_the_replays_own_account_balances() {
    var replay = replayOfEarlierEvents(RUNNING);
    bench.destination.next(
        Map.of("old-0", new Rejected("40002", "no such currency"), "old-1", LATER));
    assertThat(passes(1)).containsExactly(old(0));
    bench.ledgerIs(EARLIER, EARLIER, 0, 0, 0, 0, 0);
    assertThat(bench.outbox.account(replay))
        .isEqualTo(new Deliveries(EARLIER, 1, 1, 0, 0, EARLIER - 2, true));
    bench.clock.advance(Duration.ofSeconds(1));
    sendAndFinishAll();
    bench.ledgerIs(EARLIER, EARLIER, 0, 0, 0, 0, 0);
    assertThat(bench.outbox.account(replay))
        .isEqualTo(new Deliveries(EARLIER, EARLIER - 1, 1, 0, 0, 0, true));
  }

  private static List<String> old(int first) {
    return List.of("old-" + first, "old-" + (first + 1), "old-" + (first + 2));
  }

  /** What so many deliveries carry, one after the other. */
  private List<List<String>> passes(int count) {
    int before = bench.destination.batches().size();
    for (int i = 0; i < count; i++) {
      Passes.pass(relay, bench.runtime());
    }
    return since(before);
  }

  /** What is sent while nothing comes back. */
  private List<List<String>> launchAll() {
    int before = bench.destination.batches().size();
    while (relay.next(bench.runtime()) instanceof Next.Send(var delivery)) {
      delivery.send();
    }
    return since(before);
  }

  private void sendAndFinishAll() {
    while (relay.next(bench.runtime()) instanceof Next.Send(var delivery)) {
      delivery.send();
      relay.finish(delivery);
    }
  }

  private List<List<String>> since(int before) {
    var batches = bench.destination.batches();
    return new ArrayList<>(batches.subList(before, batches.size()));
  }
}
