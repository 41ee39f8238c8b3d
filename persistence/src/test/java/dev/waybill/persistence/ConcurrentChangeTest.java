package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Connectors.Change.Changed;
import dev.waybill.domain.connector.Connectors.Deletion;
import dev.waybill.domain.connector.Connectors.WaitingEvents;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connector is changed while somebody appends to its source. */
class ConcurrentChangeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private OutboxFixture outbox;
  private SourceId source;
  private ConnectorId connector;
  private Handle stream;

  @BeforeEach
  void open() {
    outbox = new OutboxFixture();
    source = outbox.newSource();
    connector = outbox.newConnector(List.of(source));
    var settings = outbox.test().settings();
    stream = Jdbi.open(settings.url(), settings.user(), settings.password().reveal());
  }

  @AfterEach
  void close() {
    stream.close();
    outbox.close();
  }

  private void beginAppend(SourceId source, String id) {
    stream.begin();
    AppendTransaction.append(stream, List.of(Deliveries.event(source, id)));
  }

  private void awaitSomebodyWaiting() {
    Await.until("somebody waits for the source", PATIENCE, this::somebodyWaits);
  }

  private boolean somebodyWaits() {
    return stream
        .createQuery(
            """
            SELECT EXISTS (SELECT 1 FROM pg_locks
                            WHERE locktype = 'advisory' AND NOT granted
                              AND database = (SELECT oid FROM pg_database
                                               WHERE datname = current_database()))""")
        .mapTo(Boolean.class)
        .one();
  }

  @Test
  void an_event_that_comes_while_a_connector_is_deleted_is_kept() {
    beginAppend(source, "just in time");
    var deletion =
        CompletableFuture.supplyAsync(
            () -> outbox.connectors().delete(connector, WaitingEvents.KEEP));
    awaitSomebodyWaiting();
    stream.commit();
    assertThat(deletion).succeedsWithin(PATIENCE).isEqualTo(new Deletion.EventsWaiting(1));
    assertThat(outbox.connectors().find(connector)).isPresent();
    Deliveries.append(outbox, source, "later");
    assertThat(outbox.line(connector).waiting()).as("the lane goes on").isEqualTo(2);
    assertThat(outbox.line(connector).balanced()).isTrue();
  }

  @Test
  void an_event_that_comes_while_the_rest_is_discarded_is_discarded_too() {
    beginAppend(source, "just in time");
    var deletion =
        CompletableFuture.supplyAsync(
            () -> outbox.connectors().delete(connector, WaitingEvents.DISCARD));
    awaitSomebodyWaiting();
    stream.commit();
    assertThat(deletion).succeedsWithin(PATIENCE).isEqualTo(new Deletion.Deleted(1));
    assertThat(outbox.line(connector).expired()).isEqualTo(1);
    assertThat(outbox.line(connector).balanced()).isTrue();
  }

  @Test
  void a_first_takeover_does_not_wait_for_a_change_of_the_connector() {
    var another = outbox.newSource();
    var draft = Configuration.empty(Set.of(another));
    long version = outbox.connectors().find(connector).orElseThrow().registration().version();
    outbox.connectors().saveDraft(connector, version, draft);
    beginAppend(another, "held open");
    var promotion =
        CompletableFuture.supplyAsync(() -> outbox.connectors().promote(connector, version + 1));
    awaitSomebodyWaiting();
    var node = new NodeId(new UUID(0, 1));
    assertThat(outbox.lanes().take(connector, node).orElseThrow().epoch()).isEqualTo(1);
    stream.rollback();
    assertThat(promotion).succeedsWithin(PATIENCE).isInstanceOf(Changed.class);
  }
}
