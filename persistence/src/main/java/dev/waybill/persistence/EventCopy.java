package dev.waybill.persistence;

import dev.waybill.domain.outbox.NewEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes events into the log with COPY in its binary format. For one copy, by one thread. */
final class EventCopy {
  private static final String COPY =
      "COPY event_log (slot, source_id, seq, event_key, payload) FROM STDIN (FORMAT binary)";
  private static final byte[] SIGNATURE =
      "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final short FIELDS = 5;
  // The number of fields, each field's length, and the four fields of fixed size.
  private static final int ROW_OVERHEAD = 2 + FIELDS * 4 + 2 + 4 + 8 + 16;

  private final CopyIn copy;
  private final short slot;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

  private EventCopy(CopyIn copy, short slot) {
    this.copy = copy;
    this.slot = slot;
  }

  /** The events of the iterable with the numbers beside them. */
  static void write(Connection connection, short slot, Iterable<Numbered> events)
      throws SQLException {
    var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
    try {
      new EventCopy(copy, slot).write(events);
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private void write(Iterable<Numbered> events) throws SQLException {
    buffer.put(SIGNATURE).putInt(0).putInt(0);
    for (var event : events) {
      row(event);
    }
    room(2);
    buffer.putShort((short) -1);
    flush();
    copy.endCopy();
  }

  private void row(Numbered numbered) throws SQLException {
    var event = numbered.event();
    room(ROW_OVERHEAD);
    buffer.putShort(FIELDS);
    buffer.putInt(2).putShort(slot);
    buffer.putInt(4).putInt(event.source().number());
    buffer.putInt(8).putLong(numbered.seq());
    buffer.putInt(16).putLong(event.key().high()).putLong(event.key().low());
    buffer.putInt(event.payload().length);
    payload(event.payload());
  }

  private void payload(byte[] payload) throws SQLException {
    if (payload.length > buffer.capacity()) {
      flush();
      copy.writeToCopy(payload, 0, payload.length);
      return;
    }
    room(payload.length);
    buffer.put(payload);
  }

  private void room(int bytes) throws SQLException {
    if (buffer.remaining() < bytes) {
      flush();
    }
  }

  private void flush() throws SQLException {
    copy.writeToCopy(buffer.array(), 0, buffer.position());
    buffer.clear();
  }

  /** An event and its number in the log. */
  record Numbered(long seq, NewEvent event) {}
}
