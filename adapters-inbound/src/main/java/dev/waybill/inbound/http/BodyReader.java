package dev.waybill.inbound.http;

import dev.waybill.inbound.http.BodyReader.Reading.Broken;
import dev.waybill.inbound.http.BodyReader.Reading.NoRoom;
import dev.waybill.inbound.http.BodyReader.Reading.TooLarge;
import dev.waybill.inbound.http.BodyReader.Reading.Whole;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads a body and stops at its limit, inflated or not: nobody can make us inflate more. */
final class BodyReader {
  private static final int FIRST = 16 * 1024;

  private final InputStream in;
  private final int limit;
  private final int expected;
  private final BodyBudget.Lease lease;

  private BodyReader(InputStream in, int limit, int expected, BodyBudget.Lease lease) {
    this.in = in;
    this.limit = limit;
    this.expected = expected;
    this.lease = lease;
  }

  /**
   * @param announced the length the sender gave, at most the limit; -1 where it gave none
   */
  static Reading plain(InputStream in, int limit, long announced, BodyBudget.Lease lease)
      throws IOException {
    return new BodyReader(in, limit, announced < 0 ? limit : (int) announced, lease).read();
  }

  static Reading gzip(InputStream in, int limit, BodyBudget.Lease lease) throws IOException {
    try {
      return new BodyReader(new GZIPInputStream(in), limit, limit, lease).read();
    } catch (ZipException | EOFException _) {
      return new Broken();
    }
  }

  // Memory is reserved as bytes arrive and not as they are announced: an idle sender holds little.
  private Reading read() throws IOException {
    byte[] buffer = new byte[0];
    int length = 0;
    while (length <= limit) {
      if (length == buffer.length) {
        int larger = capacityAfter(length);
        if (!lease.reserve(larger - length)) {
          return new NoRoom();
        }
        buffer = Arrays.copyOf(buffer, larger);
      }
      int read = in.read(buffer, length, buffer.length - length);
      if (read < 0) {
        lease.release(buffer.length - length);
        return new Whole(Arrays.copyOf(buffer, length));
      }
      length += read;
    }
    return new TooLarge();
  }

  /** One byte more than is expected, so that the end, or one byte too many, is seen. */
  private int capacityAfter(int length) {
    int doubled = Math.max(FIRST, 2 * length);
    return Math.min(doubled, length <= expected ? expected + 1 : limit + 1);
  }

  /** How reading went. */
  sealed interface Reading {
    @SuppressWarnings("ArrayRecordComponent") // handed over, read once
    record Whole(byte[] bytes) implements Reading {}

    record TooLarge() implements Reading {}

    /** Other requests' bodies fill the memory set aside for them. */
    record NoRoom() implements Reading {}

    /** No gzip, or cut short. */
    record Broken() implements Reading {}
  }
}
