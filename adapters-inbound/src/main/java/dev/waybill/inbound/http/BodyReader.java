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
  private final BodyBudget.Lease lease;

  private BodyReader(InputStream in, int limit, BodyBudget.Lease lease) {
    this.in = in;
    this.limit = limit;
    this.lease = lease;
  }

  static Reading plain(InputStream in, int limit, BodyBudget.Lease lease) throws IOException {
    return new BodyReader(in, limit, lease).read();
  }

  static Reading gzip(InputStream in, int limit, BodyBudget.Lease lease) throws IOException {
    try {
      return new BodyReader(new GZIPInputStream(in), limit, lease).read();
    } catch (ZipException | EOFException _) {
      return new Broken();
    }
  }

  private Reading read() throws IOException {
    // One byte more than allowed, so that one too many is seen.
    int capacity = Math.min(FIRST, limit + 1);
    if (!lease.reserve(capacity)) {
      return new NoRoom();
    }
    byte[] buffer = new byte[capacity];
    int length = 0;
    while (true) {
      int read = in.read(buffer, length, buffer.length - length);
      if (read < 0) {
        return new Whole(length == buffer.length ? buffer : Arrays.copyOf(buffer, length));
      }
      length += read;
      if (length > limit) {
        return new TooLarge();
      }
      if (length == buffer.length) {
        int larger = (int) Math.min(2L * buffer.length, limit + 1L);
        if (!lease.reserve(larger - buffer.length)) {
          return new NoRoom();
        }
        buffer = Arrays.copyOf(buffer, larger);
      }
    }
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
