package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.alert.Alert;
import dev.waybill.domain.alert.Finding;
import dev.waybill.domain.alert.Notice;
import dev.waybill.domain.alert.Rule;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresAlertBookTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final NodeId ONE = new NodeId(new UUID(0, 1));
  private static final NodeId OTHER = new NodeId(new UUID(0, 2));

  private final TestDatabase test = TestDatabase.fresh();
  private final PostgresAlertBook book = new PostgresAlertBook(test.database());

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void the_duty_is_one_nodes_until_it_is_silent_for_a_minute() {
    assertThat(book.takeDuty(ONE)).isTrue();
    assertThat(book.takeDuty(OTHER)).isFalse();
    assertThat(book.takeDuty(ONE)).as("kept").isTrue();
    test.database()
        .with(handle -> handle.execute("UPDATE alert_duty SET until = until - interval '61 s'"));
    assertThat(book.takeDuty(OTHER)).isTrue();
    assertThat(book.keep(ONE, List.of(alert(1)), List.of(), List.of(notice("m-1"))))
        .as("what an old one found is not kept")
        .isFalse();
    assertThat(book.all()).isEmpty();
    assertThat(book.due()).isEmpty();
  }

  @Test
  void an_alert_is_read_as_it_was_kept_and_there_is_one_for_each_key() {
    book.takeDuty(ONE);
    var general =
        new Alert(
            new Finding(Rule.LOG_RING, Finding.Grade.NEAR, null, NOON, "Full.", 0, null, "Empty."),
            NOON,
            null,
            null,
            null);
    assertThat(book.keep(ONE, List.of(alert(1), general), List.of(), List.of())).isTrue();
    assertThat(book.keep(ONE, List.of(alert(2)), List.of(), List.of())).isTrue();
    assertThat(book.all()).containsExactlyInAnyOrder(alert(2), general);
    assertThat(book.keep(ONE, List.of(), List.of(alert(2).key()), List.of())).isTrue();
    assertThat(book.all()).containsExactly(general);
  }

  @Test
  void messages_go_out_in_order_each_given_to_one_until_it_is_done() {
    book.takeDuty(ONE);
    book.keep(ONE, List.of(), List.of(), List.of(notice("m-1"), notice("m-2"), notice("m-1")));
    var first = book.due().orElseThrow();
    assertThat(first).isEqualTo(notice("m-1"));
    assertThat(book.due()).as("under way, and what is behind it waits").isEmpty();
    book.postpone(first, Duration.ofHours(1));
    assertThat(book.due()).isEmpty();
    book.postpone(first, Duration.ofSeconds(-1));
    assertThat(book.due().orElseThrow().attempts()).isEqualTo(1);
    book.done(first);
    assertThat(book.due().orElseThrow().id()).isEqualTo("m-2");
  }

  private static Alert alert(long waiting) {
    var finding =
        new Finding(
            Rule.CONNECTOR_PARKED,
            Finding.Grade.BREACHED,
            new ConnectorId(3),
            NOON,
            "It stands still.",
            waiting,
            NOON.plusSeconds(60),
            "Verify it.");
    return new Alert(finding, NOON, NOON.plusSeconds(1), NOON.plusSeconds(2), NOON.plusSeconds(3));
  }

  private static Notice notice(String id) {
    return new Notice(id, "{}", NOON, 0);
  }
}
