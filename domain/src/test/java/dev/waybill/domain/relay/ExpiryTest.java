package dev.waybill.domain.relay;

import static dev.waybill.domain.relay.RelayBench.CONNECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.Outcome.Deferred;
import dev.waybill.domain.outbox.Lanes.Settled;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a relay does when events it has not delivered expire with their part of the log. */
class ExpiryTest {
  private static final Outcome SILENT = new Deferred(Cause.UNANSWERED, "timeout", "silent", null);

  private final RelayBench bench = new RelayBench();
  private final ConnectorRelay relay = bench.take();

  private long seq(int place) {
    return bench.outbox.read(RelayBench.SOURCE, 0, Long.MAX_VALUE, 10, 1 << 20).get(place).seq();
  }

  @Test
  void what_expired_before_it_was_sent_is_not_sent() {
    bench.append("a", "b", "c", "d");
    bench.outbox.expire(CONNECTOR, seq(1));
    while (!(Passes.pass(relay, bench.runtime()) instanceof Pass.Worked)) {
      assertThat(bench.destination.batches()).isEmpty();
    }
    assertThat(bench.destination.batches()).containsExactly(List.of("c", "d"));
    bench.ledgerIs(4, 2, 0, 2, 0, 0, 0);
  }

  @Test
  void a_delivery_that_comes_back_after_it_expired_is_dropped_and_the_lane_goes_on_behind_it() {
    bench.append("a", "b", "c", "d");
    var runtime = bench.runtime();
    var next = (Next.Send) relay.next(runtime);
    next.delivery().send();
    bench.outbox.expire(CONNECTOR, seq(1));
    assertThat(relay.finish(next.delivery())).isEqualTo(new Pass.Worked());
    bench.ledgerIs(4, 0, 0, 2, 0, 0, 2);
    Passes.pass(relay, runtime);
    assertThat(bench.destination.batches())
        .containsExactly(List.of("a", "b", "c"), List.of("c", "d"));
    bench.ledgerIs(4, 2, 0, 2, 0, 0, 0);
  }

  @Test
  void a_delivery_that_waits_when_it_expires_is_released_without_a_trace() {
    bench.append("a", "b");
    bench.destination.next(SILENT);
    Passes.pass(relay, bench.runtime());
    bench.outbox.expire(CONNECTOR, seq(1));
    assertThat(relay.release()).isEqualTo(Settled.SETTLED);
    bench.ledgerIs(2, 0, 0, 2, 0, 0, 0);
    bench.append("c");
    bench.clock.advance(Duration.ofMinutes(20));
    Passes.pass(relay, bench.runtime());
    assertThat(bench.destination.batches()).endsWith(List.of("c"));
    bench.ledgerIs(3, 1, 0, 2, 0, 0, 0);
  }
}
