package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.EventException.Dead;
import dev.waybill.domain.outbox.EventTail.Arrived;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.source.SourceId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresEventTailTest {
  private final OutboxFixture outbox = new OutboxFixture();
  private final PostgresEventTail tail = new PostgresEventTail(outbox.test().database());
  private final SourceId source = outbox.newSource();
  private final ConnectorId connector = outbox.newConnector(List.of(source));

  @AfterEach
  void close() {
    assertThat(outbox.line(connector).balanced()).isTrue();
    outbox.close();
  }

  @Test
  void each_event_comes_once_and_in_order_to_whoever_goes_on_from_the_last() {
    Deliveries.append(outbox, source, "a", "b", "c");
    var newest = tail.newest(source, 2);
    assertThat(newest).extracting(PostgresEventTailTest::id).containsExactly("b", "c");
    assertThat(tail.after(source, newest.getLast().seq(), 10)).isEmpty();
    Deliveries.append(outbox, source, "d", "e");
    var next = tail.after(source, newest.getLast().seq(), 1);
    assertThat(next).extracting(PostgresEventTailTest::id).containsExactly("d");
  }

  @Test
  void the_verdict_at_each_connector_is_that_of_now() {
    Deliveries.append(outbox, source, "a", "b", "c");
    var deliveries = new Deliveries(outbox, connector);
    var entries = deliveries.next(2);
    deliveries.settle(entries, new Dead(entries.get(1).seq(), 1, "invalid", "Refused."));
    assertThat(tail.newest(source, 10))
        .extracting(event -> event.standings().getFirst().fate().verdict())
        .containsExactly(Verdict.DELIVERED, Verdict.DEAD, Verdict.WAITING);
    assertThat(tail.newest(source, 10).getFirst().standings().getFirst().connector())
        .isEqualTo(connector);
  }

  @Test
  void other_sources_are_left_out_and_nobody_subscribed_is_no_standing() {
    var lonely = outbox.newSource();
    Deliveries.append(outbox, source, "a");
    Deliveries.append(outbox, lonely, "x");
    assertThat(tail.newest(lonely, 10)).hasSize(1);
    assertThat(tail.newest(lonely, 10).getFirst().standings()).isEmpty();
  }

  @Test
  void a_limit_out_of_range_is_refused() {
    assertThatThrownBy(() -> tail.newest(source, 0)).hasMessageContaining("limit: wanted 1 to 100");
    assertThatThrownBy(() -> tail.after(source, 0, 101)).hasMessageContaining("got 101");
  }

  private static String id(Arrived event) {
    var json = OutboxFixture.JSON.read(event.payload()).orElseThrow();
    return new String(OutboxFixture.JSON.write(json), StandardCharsets.UTF_8)
        .replaceAll(".*\"event_id\":\"([^\"]*)\".*", "$1");
  }
}
