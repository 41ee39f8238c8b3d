package dev.waybill.domain.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.Outcome.Deferred;
import dev.waybill.domain.destination.ScriptedDestination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An event for whose sake the platform takes no call that holds it. */
class PoisonTest {
  private static final Outcome ILL = new Deferred(Cause.TRANSIENT, "500", "ill", null);
  private static final int EVENTS = 1_000;
  private static final int MOST_CALLS = 25;

  private final RelayBench bench = new RelayBench();
  private final Map<String, Integer> taken = new HashMap<>();
  private final List<Integer> sizes = new ArrayList<>();
  private String poison = "";
  private boolean down;
  private final ScriptedDestination platform =
      new ScriptedDestination() {
        @Override
        public DeliveryReport deliver(List<OutboundEvent> batch) {
          sizes.add(batch.size());
          var ids = batch.stream().map(event -> event.id().value()).toList();
          if (down || ids.contains(poison)) {
            return report(batch, _ -> ILL);
          }
          ids.forEach(id -> taken.merge(id, 1, Integer::sum));
          return report(batch, _ -> Outcome.ACCEPTED);
        }
      };
  private final ConnectorRelay relay = bench.take();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 333, 499, 500, 501, 998, 999})
  void it_stands_alone_after_few_calls_and_its_neighbours_are_delivered_once(int place) {
    bench.batchEvents = EVENTS;
    appendAll();
    poison = "e" + place;
    int calls = 0;
    while (bench.line().waiting() > 0) {
      pass();
      assertThat(++calls).isLessThan(500);
    }
    bench.ledgerIs(EVENTS, EVENTS - 1, 0, 0, 0, 1, 0);
    assertThat(sizes).as("calls until it stood alone").hasSizeLessThanOrEqualTo(MOST_CALLS);
    assertThat(taken).hasSize(EVENTS - 1).doesNotContainKey(poison);
    assertThat(taken.values()).containsOnly(1);
  }

  @Test
  void it_is_dead_when_its_attempts_are_used_up_while_others_pass() {
    poison = "poison";
    bench.append(poison);
    int others = 0;
    while (bench.line().dead() == 0) {
      bench.append("other" + others++);
      pass();
      bench.clock.advance(Duration.ofMinutes(1));
      assertThat(others).isLessThan(500);
    }
    var line = bench.line();
    assertThat(line.delivered() + line.waiting()).isEqualTo(others);
    bench.ledgerBalances();
  }

  @Test
  void alone_it_cannot_be_told_from_a_platform_that_is_down_and_does_not_starve_what_comes() {
    poison = "poison";
    bench.append(poison);
    for (int i = 0; i < 50; i++) {
      pass();
    }
    bench.ledgerIs(1, 0, 0, 0, 0, 0, 1);
    bench.append("a", "b", "c", "d", "e", "f", "g");
    for (int i = 0; i < 20; i++) {
      pass();
    }
    assertThat(taken).hasSize(7);
  }

  @Test
  void a_platform_that_is_down_makes_no_event_an_exception() {
    bench.batchEvents = EVENTS;
    appendAll();
    down = true;
    for (int i = 0; i < 200; i++) {
      pass();
    }
    bench.ledgerIs(EVENTS, 0, 0, 0, 0, 0, EVENTS);
    assertThat(bench.outbox.settlements()).as("and writes nothing").isEmpty();
    down = false;
    for (int i = 0; i < 50; i++) {
      pass();
    }
    bench.ledgerIs(EVENTS, EVENTS, 0, 0, 0, 0, 0);
    assertThat(taken.values()).containsOnly(1);
  }

  @Test
  void a_platform_that_was_down_is_asked_with_one_event_and_ten_and_a_hundred() {
    bench.batchEvents = EVENTS;
    appendAll();
    down = true;
    for (int i = 0; i < 20; i++) {
      pass();
    }
    down = false;
    sizes.clear();
    while (bench.line().waiting() > 0) {
      pass();
    }
    assertThat(sizes.getFirst()).isEqualTo(1);
    assertThat(sizes.stream().filter(size -> size > 100).findFirst()).isPresent();
    assertThat(sizes.indexOf(sizes.stream().filter(size -> size > 100).findFirst().orElseThrow()))
        .as("not before smaller ones passed")
        .isGreaterThanOrEqualTo(3);
  }

  @Test
  void what_waits_holds_no_payloads() {
    bench.append("a", "b", "c");
    down = true;
    Passes.pass(relay, bench.runtime(platform));
    assertThat(bench.share.taken()).isZero();
    down = false;
    pass();
    pass();
    bench.ledgerIs(3, 3, 0, 0, 0, 0, 0);
    assertThat(bench.share.taken()).isZero();
  }

  @Test
  void without_room_in_memory_nothing_is_read_until_there_is_some() {
    var other = bench.share.join(() -> {});
    other.take(1 << 24);
    bench.append("a");
    assertThat(Passes.pass(relay, bench.runtime())).isInstanceOf(Pass.Resting.class);
    bench.ledgerIs(1, 0, 0, 0, 0, 0, 1);
    other.leave();
    assertThat(Passes.pass(relay, bench.runtime())).isEqualTo(new Pass.Worked());
  }

  private void appendAll() {
    bench.append(IntStream.range(0, EVENTS).mapToObj(i -> "e" + i).toArray(String[]::new));
  }

  private void pass() {
    if (Passes.pass(relay, bench.runtime(platform)) instanceof Pass.Resting(Duration atMost)) {
      bench.clock.advance(atMost.plusMinutes(1));
    }
  }
}
