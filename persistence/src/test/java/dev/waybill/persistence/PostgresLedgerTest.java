package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.outbox.EventException.Dead;
import dev.waybill.domain.outbox.EventException.Expired;
import dev.waybill.domain.outbox.EventException.Retrying;
import dev.waybill.domain.outbox.WindowStart;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger notices whatever is taken away beside the ports. */
class PostgresLedgerTest {
  private OutboxFixture outbox;
  private Deliveries deliveries;

  @BeforeEach
  void deliver() {
    outbox = new OutboxFixture();
    var source = outbox.newSource();
    var connector = outbox.newConnector(List.of(source));
    deliveries = new Deliveries(outbox, connector);
    Deliveries.append(outbox, source, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
    var first = deliveries.next(2);
    deliveries.settle(first, retrying(first.getFirst().seq(), 1));
    deliveries.settleRetries(first.subList(0, 1), retrying(first.getFirst().seq(), 2));
    var second = deliveries.next(2);
    deliveries.settle(
        second,
        new Dead(second.getFirst().seq(), 1, "invalid", "Refused."),
        new Expired(second.getLast().seq(), 1, "too_old", "Too old."));
    deliveries.settle(deliveries.next(3));
    deliveries.filterAll(deliveries.next(1));
    deliveries.settle(deliveries.next(1));
    deliveries.filterAll(deliveries.next(1));
  }

  @AfterEach
  void close() {
    outbox.close();
  }

  private static Retrying retrying(long seq, int attempts) {
    return new Retrying(seq, attempts, Duration.ZERO, "busy", "Try again.", WindowStart.UNKNOWN);
  }

  private boolean balanced() {
    return outbox.ledger().lines().getFirst().balanced();
  }

  @Test
  void it_balances_and_waiting_is_counted() {
    var line = outbox.ledger().lines().getFirst();
    assertThat(line.accepted()).isEqualTo(11);
    assertThat(line.delivered()).isEqualTo(5);
    assertThat(line.filtered()).isEqualTo(2);
    assertThat(line.waiting()).isEqualTo(1);
    assertThat(line.balanced()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void a_settlement_that_is_gone_is_noticed_wherever_it_stood(int which) {
    int gone =
        outbox
            .test()
            .execute(
                "DELETE FROM settlement WHERE id = (SELECT id FROM settlement ORDER BY id OFFSET "
                    + (which - 1)
                    + " LIMIT 1)");
    assertThat(gone).isEqualTo(1);
    assertThat(balanced()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM retry_event",
        "DELETE FROM terminal_event WHERE verdict = 'dead'",
        "DELETE FROM terminal_event WHERE verdict = 'expired'",
        "UPDATE terminal_event SET verdict = 'dead'",
        "DELETE FROM call WHERE settlement_id = (SELECT min(id) FROM settlement)",
        "DELETE FROM settlement_witness",
        "DELETE FROM ingest_commit",
      })
  void a_witness_that_is_gone_is_noticed(String fault) {
    assertThat(outbox.test().execute(fault)).isPositive();
    assertThat(balanced()).isFalse();
  }
}
