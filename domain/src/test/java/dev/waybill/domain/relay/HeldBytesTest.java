package dev.waybill.domain.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.Outcome.Deferred;
import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.EventLog;
import dev.waybill.domain.outbox.NewEvent;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a connector's deliveries take of the node's memory is given back, whatever fails. */
class HeldBytesTest {
  private static final Outcome ILL = new Deferred(Cause.TRANSIENT, "500", "ill", null);
  private static final Outcome LATER = new Deferred(Cause.EVENT, "40100", "later", null);

  private final RelayBench bench = new RelayBench();
  private final AwayLog log = new AwayLog(bench.outbox);
  private final ConnectorRelay relay = bench.take(over(bench.tools, log));

  @Test
  void a_range_that_cannot_be_read_again_holds_nothing_however_often_it_is_tried() {
    bench.append("a", "b");
    bench.destination.next(ILL);
    pass();
    log.away = true;
    for (int i = 0; i < 20; i++) {
      bench.clock.advance(Duration.ofMillis(1));
      assertThatThrownBy(this::pass).isInstanceOf(StoreUnavailableException.class);
      assertThat(bench.share.taken()).isZero();
      bench.retake(relay);
    }
    log.away = false;
    assertThat(pass()).isEqualTo(new Pass.Worked());
    assertThat(bench.share.taken()).isZero();
    bench.ledgerIs(2, 2, 0, 0, 0, 0, 0);
  }

  @Test
  void retries_that_cannot_be_read_again_hold_nothing() {
    bench.append("a");
    bench.destination.next(LATER).next(ILL);
    pass();
    bench.clock.advance(Duration.ofMillis(1));
    pass();
    bench.clock.advance(Duration.ofMillis(1));
    bench.lanes.away(true);
    assertThatThrownBy(this::pass).isInstanceOf(StoreUnavailableException.class);
    assertThat(bench.share.taken()).isZero();
    bench.lanes.away(false);
    bench.retake(relay);
    assertThat(pass()).isEqualTo(new Pass.Worked());
    bench.ledgerIs(1, 1, 0, 0, 0, 0, 0);
  }

  @Test
  void a_lane_whose_last_settlement_committed_unheard_holds_nothing_when_it_is_gone() {
    bench.append("a");
    bench.outbox.unsubscribe(RelayBench.CONNECTOR, RelayBench.SOURCE);
    bench.lanes.loseNextAnswer();
    assertThatThrownBy(this::pass).isInstanceOf(StoreUnavailableException.class);
    bench.retake(relay);
    assertThat(bench.outbox.of(RelayBench.CONNECTOR)).as("the lane is finished").isEmpty();
    assertThat(bench.share.taken()).isZero();
    bench.ledgerIs(1, 1, 0, 0, 0, 0, 0);
  }

  private Pass pass() {
    return Passes.pass(relay, bench.runtime());
  }

  private static RelayTools over(RelayTools tools, EventLog log) {
    return new RelayTools(
        log,
        tools.lanes(),
        tools.json(),
        tools.clock(),
        tools.random(),
        tools.policy(),
        tools.telemetry(),
        tools.share(),
        tools.idle());
  }

  /** A log that can be told to be away. */
  private static final class AwayLog implements EventLog {
    private final EventLog log;
    private boolean away;

    AwayLog(EventLog log) {
      this.log = log;
    }

    @Override
    public List<Appended> append(List<NewEvent> events) {
      return log.append(events);
    }

    @Override
    public List<Entry> read(SourceId source, long after, long upTo, int limit, int maxBytes) {
      if (away) {
        throw new StoreUnavailableException("the log is away", new IllegalStateException());
      }
      return log.read(source, after, upTo, limit, maxBytes);
    }
  }
}
