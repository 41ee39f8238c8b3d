package dev.waybill.persistence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes rows with COPY in its binary format, field by field. For one copy, by one thread. */
final class BinaryCopy {
  private static final byte[] SIGNATURE =
      "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final short END = -1;

  private final CopyIn copy;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

  private BinaryCopy(CopyIn copy) {
    this.copy = copy;
  }

  /** Writes all rows. */
  @FunctionalInterface
  interface Rows {
    void write(BinaryCopy copy) throws SQLException;
  }

  /**
   * Copies rows into a table.
   *
   * @param target the table and the columns in the order in which each row brings them
   * @throws SQLException when one of them is refused; none is there then
   */
  static void into(Connection connection, String target, Rows rows) throws SQLException {
    var copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + target + " FROM STDIN (FORMAT binary)");
    try {
      new BinaryCopy(copy).write(rows);
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private void write(Rows rows) throws SQLException {
    buffer.put(SIGNATURE).putInt(0).putInt(0);
    rows.write(this);
    room(Short.BYTES).putShort(END);
    flush();
    copy.endCopy();
  }

  /** Begins a row of so many fields, which have to follow. */
  BinaryCopy row(int fields) throws SQLException {
    room(Short.BYTES).putShort((short) fields);
    return this;
  }

  BinaryCopy int2(short value) throws SQLException {
    field(Short.BYTES).putShort(value);
    return this;
  }

  BinaryCopy int4(int value) throws SQLException {
    field(Integer.BYTES).putInt(value);
    return this;
  }

  BinaryCopy int8(long value) throws SQLException {
    field(Long.BYTES).putLong(value);
    return this;
  }

  BinaryCopy uuid(UUID value) throws SQLException {
    field(2 * Long.BYTES)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits());
    return this;
  }

  BinaryCopy bytes(byte[] value) throws SQLException {
    if (value.length > buffer.capacity() - Integer.BYTES) {
      room(Integer.BYTES).putInt(value.length);
      flush();
      copy.writeToCopy(value, 0, value.length);
    } else {
      field(value.length).put(value);
    }
    return this;
  }

  private ByteBuffer field(int bytes) throws SQLException {
    return room(Integer.BYTES + bytes).putInt(bytes);
  }

  private ByteBuffer room(int bytes) throws SQLException {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  private void flush() throws SQLException {
    copy.writeToCopy(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
