package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.event.Occurrence;
import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.EventException.Dead;
import dev.waybill.domain.outbox.WindowStart;
import dev.waybill.domain.replay.Cutoffs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresDeadLetterTalliesTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private final OutboxFixture outbox = new OutboxFixture();
  private final PostgresDeadLetterTallies tallies =
      new PostgresDeadLetterTallies(outbox.test().database());
  private ConnectorId connector;

  /** Two died of the same: the first an hour before noon, the other at noon, and one of another. */
  @BeforeEach
  void deliver() {
    var source = outbox.newSource();
    connector = outbox.newConnector(List.of(source));
    Deliveries.append(outbox, source, "a", "b", "c", "d");
    var deliveries = new Deliveries(outbox, connector);
    var entries = deliveries.next(4);
    deliveries.settle(
        entries,
        dead(entries.get(0), "invalid", NOON.minusSeconds(3_600)),
        dead(entries.get(1), "invalid", NOON),
        dead(entries.get(2), "gone", NOON));
  }

  private static Dead dead(Entry entry, String code, Instant happened) {
    return new Dead(
        entry.seq(),
        1,
        code,
        "Refused.",
        new WindowStart(new Occurrence(EventSource.WEB, happened), null));
  }

  @AfterEach
  void close() {
    assertThat(outbox.line(connector).balanced()).isTrue();
    outbox.close();
  }

  @Test
  void dead_letters_alike_are_counted_together() {
    var cutoffs = new Cutoffs(Map.of(EventSource.WEB, NOON.minusSeconds(60)), NOON);
    var counted = tallies.tallies(null, Map.of(connector, cutoffs), 100);
    assertThat(counted).hasSize(2).allMatch(tally -> tally.lane() <= 3);
    var invalid = counted.getLast();
    assertThat(invalid.code()).isEqualTo("invalid");
    assertThat(invalid.count()).isEqualTo(2);
    assertThat(invalid.sendable()).as("one is past its window").isEqualTo(1);
    assertThat(invalid.oldest()).isEqualTo(NOON);
    assertThat(invalid.source()).isEqualTo(EventSource.WEB);
  }

  @Test
  void what_has_no_payload_any_more_cannot_be_sent() {
    outbox.test().execute("UPDATE terminal_event SET payload = NULL");
    var cutoffs = new Cutoffs(Map.of(EventSource.WEB, Instant.EPOCH), NOON);
    assertThat(tallies.tallies(connector, Map.of(connector, cutoffs), 100))
        .allSatisfy(
            tally -> {
              assertThat(tally.sendable()).isZero();
              assertThat(tally.oldest()).isNull();
            });
  }

  @Test
  void only_the_newest_are_counted() {
    var counted = tallies.tallies(connector, Map.of(), 2);
    assertThat(counted).extracting(tally -> tally.count()).containsExactly(1L, 1L);
    assertThat(counted).anyMatch(tally -> tally.lane() == 2);
  }

  @Test
  void others_dead_letters_are_left_out() {
    assertThat(tallies.tallies(new ConnectorId(999), Map.of(), 10)).isEmpty();
  }
}
