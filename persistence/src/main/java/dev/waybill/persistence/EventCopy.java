package dev.waybill.persistence;

import dev.waybill.domain.outbox.NewEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Copies events into the log and their keys into the key index, each into its slot's own table. */
final class EventCopy {
  private EventCopy() {}

  /** The keys must not be there. */
  static void intoKeys(Connection connection, short slot, List<Numbered> events)
      throws SQLException {
    BinaryCopy.into(
        connection,
        "event_key_%02d (slot, event_key, source_id, seq)".formatted(slot),
        copy -> {
          for (var each : events) {
            var event = each.event();
            copy.row(4)
                .int2(slot)
                .uuid(event.key().uuid())
                .int4(event.source().number())
                .int8(each.seq());
          }
        });
  }

  static void intoLog(Connection connection, short slot, List<Numbered> events)
      throws SQLException {
    BinaryCopy.into(
        connection,
        "event_log_%02d (slot, source_id, seq, event_key, payload)".formatted(slot),
        copy -> {
          for (var each : events) {
            var event = each.event();
            copy.row(5)
                .int2(slot)
                .int4(event.source().number())
                .int8(each.seq())
                .uuid(event.key().uuid())
                .bytes(event.payload());
          }
        });
  }

  /** An event and its number in the log. */
  record Numbered(long seq, NewEvent event) {}
}
