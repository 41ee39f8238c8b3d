package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.event.Occurrence;
import dev.waybill.domain.outbox.EventLog.Appended;
import dev.waybill.domain.outbox.NewEvent;
import dev.waybill.domain.source.SourceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The database's host is gone: nothing is taken from a connection any more, nor is it closed. */
@Timeout(60)
class HostGoneTest {
  // More than sockets on both sides take in.
  private static final int EVENTS = 200;
  private static final int PAYLOAD = 128 * 1024;

  private OutboxFixture outbox;
  private Relay relay;

  @BeforeEach
  void open() {
    outbox = new OutboxFixture();
    relay = Relay.to(outbox.test().settings());
  }

  @AfterEach
  void close() {
    relay.close();
    outbox.close();
  }

  private static List<NewEvent> large(SourceId source) {
    var payload = ("{\"a\":\"" + "x".repeat(PAYLOAD) + "\"}").getBytes(StandardCharsets.UTF_8);
    return IntStream.range(0, EVENTS)
        .mapToObj(
            i ->
                new NewEvent(
                    source,
                    EventKey.of(source, EventSource.WEB, "Purchase", new EventId("e-" + i)),
                    payload,
                    new Occurrence(EventSource.WEB, Deliveries.HAPPENED)))
        .toList();
  }

  @Test
  void an_append_under_way_is_given_up_and_the_next_one_is_stored_once() {
    var source = outbox.newSource();
    try (var database = Database.open(relay.settings(), Duration.ofSeconds(2))) {
      var log = new PostgresEventLog(database);
      assertThat(log.append(List.of(Deliveries.event(source, "first")))).hasSize(1);
      relay.standStillAfter(1_000_000);
      var events = large(source);
      assertThatThrownBy(() -> log.append(events)).isInstanceOf(StoreUnavailableException.class);
      relay.cut();
      assertThat(log.append(events)).hasSize(EVENTS).containsOnly(Appended.ACCEPTED);
      assertThat(log.append(events)).containsOnly(Appended.DUPLICATE);
    }
  }

  @Test
  void the_server_gives_up_every_client_that_is_gone_or_stands_still() {
    var database = outbox.test().database();
    assertThat(database.<String>with(HostGoneTest::patience)).isEqualTo("20s 10 5 3 25000");
    assertThat(database.<String>withIngest(HostGoneTest::patience)).isEqualTo("20s 10 5 3 25000");
    assertThat(database.<String>withPulse(HostGoneTest::patience)).isEqualTo("20s 10 5 3 25000");
    assertThat(database.<String>inSnapshot(HostGoneTest::patience)).isEqualTo("20s 10 5 3 25000");
  }

  private static String patience(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT concat_ws(' ', current_setting('idle_in_transaction_session_timeout'),
                   current_setting('tcp_keepalives_idle'), current_setting('tcp_keepalives_interval'),
                   current_setting('tcp_keepalives_count'), current_setting('tcp_user_timeout'))""")
        .mapTo(String.class)
        .one();
  }
}
