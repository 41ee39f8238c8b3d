package dev.waybill.domain.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Blocked;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.Outcome.Deferred;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several deliveries of one connector on their way at once. */
class InFlightTest {
  private static final Outcome ILL = new Deferred(Cause.TRANSIENT, "500", "ill", null);
  private static final Outcome LATER = new Deferred(Cause.EVENT, "40100", "later", null);

  private final RelayBench bench = new RelayBench();
  private final ConnectorRelay relay = bench.take();

  @Test
  void four_ranges_are_on_their_way_and_come_back_in_any_order() {
    bench.append("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m");
    var sent = sendAll();
    assertThat(sent).hasSize(4);
    assertThat(bench.destination.batches())
        .containsExactly(
            List.of("a", "b", "c"),
            List.of("d", "e", "f"),
            List.of("g", "h", "i"),
            List.of("j", "k", "l"));

    long start = position();
    finish(sent.get(3), sent.get(1));
    assertThat(position()).as("the first is not settled").isEqualTo(start);
    bench.ledgerIs(13, 6, 0, 0, 0, 0, 7);
    finish(sent.get(0));
    assertThat(position()).isGreaterThan(start);
    finish(sent.get(2));
    bench.ledgerIs(13, 12, 0, 0, 0, 0, 1);
    assertThat(relay.onTheirWay()).isZero();
  }

  @Test
  void a_range_that_would_not_be_full_waits_a_little_for_more_while_others_are_on_their_way() {
    bench.append("a", "b");
    var first = sendAll();
    assertThat(first).hasSize(1);
    bench.append("c");
    assertThat(relay.next(bench.runtime())).isEqualTo(new Next.Rest(LaneWork.GATHERING));
    bench.append("d");
    bench.clock.advance(LaneWork.GATHERING);
    sendAll();
    assertThat(bench.destination.batches()).containsExactly(List.of("a", "b"), List.of("c", "d"));
  }

  @Test
  void nothing_waits_for_company_when_nothing_is_on_its_way() {
    bench.append("a");
    finish(sendAll().getFirst());
    bench.append("b");
    assertThat(sendAll()).hasSize(1);
  }

  @Test
  void a_stream_of_single_events_is_gathered_even_when_nothing_is_on_its_way() {
    deliverOneByOne(LaneWork.BUSY);
    bench.append("x");
    assertThat(relay.next(bench.runtime())).isEqualTo(new Next.Rest(LaneWork.GATHERING));
    bench.clock.advance(Duration.ofMillis(10));
    bench.append("y");
    assertThat(relay.next(bench.runtime())).isEqualTo(new Next.Rest(Duration.ofMillis(15)));
    bench.clock.advance(Duration.ofMillis(15));
    finish(sendAll().getFirst());
    assertThat(bench.destination.batches().getLast()).containsExactly("x", "y");
    bench.append("z");
    assertThat(sendAll()).as("the stream goes on").isEmpty();
  }

  @Test
  void a_stream_that_ended_makes_no_later_event_wait() {
    deliverOneByOne(LaneWork.BUSY);
    bench.clock.advance(LaneWork.GATHERING.multipliedBy(2));
    deliverOneByOne(LaneWork.BUSY - 1);
  }

  @Test
  void full_ranges_are_no_stream_of_single_events() {
    deliverOneByOne(LaneWork.BUSY - 1);
    bench.append("a", "b", "c");
    finish(sendAll().getFirst());
    deliverOneByOne(LaneWork.BUSY - 1);
  }

  private void deliverOneByOne(int events) {
    for (int i = 0; i < events; i++) {
      bench.append("e" + bench.destination.batches().size());
      var sent = sendAll();
      assertThat(sent).hasSize(1);
      finish(sent.getFirst());
    }
  }

  @Test
  void a_successor_delivers_the_gaps_that_were_left_and_nothing_twice() {
    bench.append("a", "b", "c", "d", "e", "f", "g", "h", "i");
    var sent = sendAll();
    finish(sent.get(1));
    var successor = bench.take();
    while (successor.next(bench.runtime()) instanceof Next.Send(var delivery)) {
      delivery.send();
      successor.finish(delivery);
    }
    assertThat(bench.destination.batches().subList(3, bench.destination.batches().size()))
        .containsExactly(List.of("a", "b", "c"), List.of("g", "h", "i"));
    bench.ledgerIs(9, 9, 0, 0, 0, 0, 0);
    assertThat(relay.finish(sent.get(0))).isEqualTo(new Pass.Fenced());
    bench.ledgerIs(9, 9, 0, 0, 0, 0, 0);
  }

  @Test
  void one_that_is_ill_does_not_hold_up_the_others() {
    bench.append("a", "b", "c", "d", "e", "f");
    bench.destination.next(ILL);
    var sent = sendAll();
    assertThat(relay.finish(sent.get(0))).isInstanceOf(Pass.Resting.class);
    finish(sent.get(1));
    bench.ledgerIs(6, 3, 0, 0, 0, 0, 3);
    bench.append("g");
    finish(sendAll().getFirst());
    bench.ledgerIs(7, 4, 0, 0, 0, 0, 3);
    bench.clock.advance(Duration.ofMinutes(1));
    finish(sendAll().getFirst());
    bench.ledgerIs(7, 7, 0, 0, 0, 0, 0);
  }

  @Test
  void one_that_is_blocked_leaves_the_others_to_be_settled_first() {
    bench.append("a", "b", "c", "d", "e", "f");
    bench.destination.next(new Blocked("40105", "revoked"));
    var sent = sendAll();
    assertThat(relay.finish(sent.get(0))).isEqualTo(new Pass.Blocked("40105", "revoked"));
    assertThatThrownBy(relay::release).isInstanceOf(IllegalStateException.class);
    finish(sent.get(1));
    relay.release();
    bench.ledgerIs(6, 3, 0, 0, 0, 0, 3);
  }

  @Test
  void of_retries_only_one_set_is_on_its_way() {
    bench.append("a", "b", "c");
    bench.destination.next(Map.of("a", LATER, "b", LATER, "c", LATER));
    finish(sendAll().getFirst());
    bench.clock.advance(Duration.ofSeconds(1));
    assertThat(sendAll()).hasSize(1);
    assertThat(bench.destination.batches().getLast()).containsExactly("a", "b", "c");
  }

  @Test
  void a_platform_that_throttles_gets_fewer_at_once() {
    bench.append("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l");
    bench.destination.next(new Deferred(Cause.THROTTLE, "40100", "slowly", null));
    var sent = sendAll();
    relay.finish(sent.get(0));
    finish(sent.get(1), sent.get(2), sent.get(3));
    bench.append("m", "n", "o", "p", "q", "r", "s", "t", "u");
    bench.clock.advance(Duration.ofMinutes(1));
    assertThat(sendAll()).hasSizeLessThan(4);
  }

  private List<Delivery> sendAll() {
    var sent = new ArrayList<Delivery>();
    while (relay.next(bench.runtime()) instanceof Next.Send(var delivery)) {
      delivery.send();
      sent.add(delivery);
    }
    return sent;
  }

  private void finish(Delivery... deliveries) {
    for (var delivery : deliveries) {
      assertThat(relay.finish(delivery)).isEqualTo(new Pass.Worked());
    }
  }

  private long position() {
    return bench.outbox.of(RelayBench.CONNECTOR).getFirst().position();
  }
}
