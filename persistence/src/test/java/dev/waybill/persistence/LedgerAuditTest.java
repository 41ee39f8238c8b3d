package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.outbox.EventException;
import dev.waybill.domain.outbox.EventException.Dead;
import dev.waybill.domain.outbox.EventException.Expired;
import dev.waybill.domain.outbox.EventException.Filtered;
import dev.waybill.domain.outbox.EventException.Retrying;
import dev.waybill.domain.outbox.LedgerAudit;
import dev.waybill.domain.outbox.LedgerAudit.Difference;
import dev.waybill.domain.outbox.WindowStart;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is changed beside the ports, the audit names it. */
class LedgerAuditTest {
  private static final String SECOND = "(SELECT id FROM settlement ORDER BY id OFFSET 1 LIMIT 1)";

  private OutboxFixture outbox;
  private LedgerAudit audit;

  @BeforeEach
  void deliver() {
    outbox = new OutboxFixture();
    audit = new PostgresLedgerAudit(outbox.test().database());
    var source = outbox.newSource();
    var deliveries = new Deliveries(outbox, outbox.newConnector(List.of(source)));
    Deliveries.append(outbox, source, "a", "b", "c", "d");
    Deliveries.append(outbox, source, "e", "f");
    Deliveries.append(outbox, source, "g", "h", "i");
    var first = deliveries.next(2);
    deliveries.settle(first, retrying(first.getFirst().seq()));
    var second = deliveries.next(2);
    deliveries.settle(second, dead(second.getFirst().seq()), expired(second.getLast().seq()));
    var third = deliveries.next(2);
    deliveries.settle(third, new Filtered(third.getFirst().seq()));
    deliveries.filterAll(deliveries.next(1));
    deliveries.settle(deliveries.next(1));
  }

  @AfterEach
  void close() {
    outbox.close();
  }

  private static EventException retrying(long seq) {
    return new Retrying(seq, 1, Duration.ZERO, "busy", "Again.", WindowStart.UNKNOWN);
  }

  private static EventException dead(long seq) {
    return new Dead(seq, 1, "invalid", "Refused.");
  }

  private static EventException expired(long seq) {
    return new Expired(seq, 1, "too_old", "Too old.");
  }

  private List<String> differences(int newest) {
    return audit.verify(newest).differences().stream().map(Difference::toString).toList();
  }

  @Test
  void a_healthy_ledger_shows_no_difference_and_says_what_was_counted() {
    var report = audit.verify(LedgerAudit.EVERYTHING);
    assertThat(report.differences()).isEmpty();
    assertThat(report.events()).isEqualTo(9);
    assertThat(report.settlements()).isEqualTo(5);
    assertThat(report.lanes()).isEqualTo(1);
  }

  @Test
  void a_part_of_a_healthy_ledger_shows_no_difference() {
    var report = audit.verify(2);
    assertThat(report.differences()).isEmpty();
    assertThat(report.settlements()).isEqualTo(2);
    assertThat(report.events()).isEqualTo(5);
    assertThatThrownBy(() -> audit.verify(1)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE FROM settlement WHERE id = $second | running total of settlements",
        "DELETE FROM settlement WHERE number = 1 | number of the first settlement",
        "DELETE FROM settlement WHERE number = 5 | which is not there",
        "UPDATE settlement SET delivered = delivered + 1 WHERE id = $second | running total of delivered",
        "UPDATE settlement SET dead = dead - 1, delivered = delivered + 1 WHERE id = $second | running total of dead",
        "UPDATE settlement SET total_expired = total_expired + 1 WHERE id = $second | running total of expired",
        "UPDATE settlement SET to_seq = to_seq + 1 WHERE id = $second | overlap with an earlier range",
        "UPDATE settlement SET to_seq = to_seq - 1 WHERE id = $second | no settlement names",
        "UPDATE settlement SET filtered_seqs = NULL | filtered events of settlement",
        "UPDATE settlement SET low_mark = low_mark + 1 WHERE number = 5 | accepted events",
        "DELETE FROM call WHERE settlement_id = $second | calls of settlement",
        "DELETE FROM settlement_witness | witnesses of settlement",
        "DELETE FROM retry_event | retry rows",
        "DELETE FROM terminal_event WHERE verdict = 'dead' | terminal rows of dead",
        "DELETE FROM terminal_event WHERE verdict = 'expired' | terminal rows of expired",
        "UPDATE terminal_event SET verdict = 'dead' | terminal rows of dead",
        "UPDATE retry_event SET seq = (SELECT min(seq) FROM terminal_event) | retried and given up on",
        "UPDATE retry_event SET seq = (SELECT max(seq) FROM event_log) | retry rows of events that wait",
        "DELETE FROM event_log WHERE seq = (SELECT min(seq) FROM event_log) | events in the log",
        "DELETE FROM event_log WHERE seq = (SELECT max(seq) FROM event_log) | events in the log",
        "UPDATE event_log SET seq = seq + 900000 WHERE seq = (SELECT min(seq) FROM event_log) | events in the log",
        "DELETE FROM ingest_commit WHERE number = 2 | number of the commit",
        "DELETE FROM ingest_commit WHERE number = 3 | events in the log",
        "UPDATE ingest_commit SET accepted = accepted + 1 WHERE number = 2 | running total of the commit",
        "UPDATE ingest_commit SET total = total + 1 WHERE number = 3 | running total of the commit",
        "UPDATE lane SET start_total = start_total + 1 | accepted events",
      })
  void whatever_is_taken_away_or_changed_is_named(String fault, String named) {
    assertThat(outbox.test().execute(fault.replace("$second", SECOND))).isPositive();
    assertThat(differences(LedgerAudit.EVERYTHING)).anyMatch(it -> it.contains(named));
  }

  @Test
  void a_difference_tells_where_and_how_much() {
    outbox.test().execute("DELETE FROM retry_event");
    assertThat(differences(LedgerAudit.EVERYTHING))
        .containsExactly("con_1 lane_1: retry rows: expected 1, found 0");
  }

  @Test
  void a_busy_ledger_shows_no_difference_at_any_moment() throws InterruptedException {
    var source = outbox.newSource();
    var connector = outbox.newConnector(List.of(source));
    var deliveries = new Deliveries(outbox, connector);
    var rounds = 60;
    var sender =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; i < rounds; i++) {
                    Deliveries.append(outbox, source, "x-" + i, "y-" + i, "z-" + i);
                  }
                });
    var relay =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; i < rounds; i++) {
                    var next = deliveries.next(2);
                    if (!next.isEmpty()) {
                      deliveries.settle(next, dead(next.getFirst().seq()));
                    }
                  }
                });
    while (sender.isAlive() || relay.isAlive()) {
      assertThat(differences(LedgerAudit.EVERYTHING)).isEmpty();
    }
    sender.join();
    relay.join();
    assertThat(outbox.line(connector).accepted()).isEqualTo(3L * rounds);
    assertThat(outbox.line(connector).dead()).isPositive();
  }
}
