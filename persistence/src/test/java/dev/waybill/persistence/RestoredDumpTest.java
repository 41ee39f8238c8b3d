package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.outbox.EventLog.Appended;
import dev.waybill.domain.outbox.LedgerAudit;
import dev.waybill.domain.outbox.NewEvent;
import dev.waybill.domain.source.SourceId;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What docs/operations says of a database of one's own: a dump is put back, and all goes on from
 * there. In a container alone, where the server's own programs are.
 */
@Tag("container")
class RestoredDumpTest {
  @Test
  void a_restored_dump_balances_knows_every_event_and_takes_the_next() throws Exception {
    try (var outbox = new OutboxFixture()) {
      var source = outbox.newSource();
      var connector = outbox.newConnector(List.of(source));
      var deliveries = new Deliveries(outbox, connector);
      Deliveries.append(outbox, source, "delivered", "waiting");
      deliveries.settle(deliveries.next(1));
      var line = outbox.line(connector);

      var name = TestDatabase.nameOf(outbox.test().settings());
      TestServer.inContainer("pg_dump", "--format=custom", "--file=/tmp/" + name, name);
      TestServer.inContainer("createdb", name + "_restored");
      TestServer.inContainer(
          "pg_restore", "--exit-on-error", "--dbname=" + name + "_restored", "/tmp/" + name);

      var settings = TestDatabase.named(outbox.test().settings(), name + "_restored");
      try (var restored = Database.open(settings)) {
        assertThat(new PostgresLedger(restored).lines()).containsExactly(line);
        var log = new PostgresEventLog(restored);
        assertThat(log.append(List.of(Deliveries.event(source, "waiting"), next(source))))
            .containsExactly(Appended.DUPLICATE, Appended.ACCEPTED);
        var report = new PostgresLedgerAudit(restored).verify(LedgerAudit.EVERYTHING);
        assertThat(report.differences()).isEmpty();
        assertThat(report.events()).isEqualTo(3);
      }
    }
  }

  private static NewEvent next(SourceId source) {
    return Deliveries.event(source, "after the restore");
  }
}
