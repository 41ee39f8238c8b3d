package dev.waybill.tiktok.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads a call's body up to a limit. */
final class RequestBody {
  private static final int MOST_OTHERS = 1 << 20;
  private static final long MOST_DISCARDED = 64L << 20;

  private RequestBody() {}

  /** Empty when it is larger than that. */
  static Optional<byte[]> read(HttpExchange exchange, int mostBytes) throws IOException {
    var stream = exchange.getRequestBody();
    int promised = promised(exchange);
    if (promised >= 0 && promised <= mostBytes) {
      return Optional.of(exactly(stream, promised));
    }
    var body = stream.readNBytes(mostBytes + 1);
    if (body.length <= mostBytes) {
      return Optional.of(body);
    }
    discard(stream);
    return Optional.empty();
  }

  // One array of the right size: calls are large and many.
  private static byte[] exactly(InputStream stream, int bytes) throws IOException {
    var body = new byte[bytes];
    if (stream.readNBytes(body, 0, bytes) < bytes) {
      throw new EOFException("body: ended before its Content-Length");
    }
    return body;
  }

  private static int promised(HttpExchange exchange) {
    var length = exchange.getRequestHeaders().getFirst("Content-Length");
    return length != null && length.matches("[0-9]{1,9}") ? Integer.parseInt(length) : -1;
  }

  /** The body of anything but a report of events. */
  static Optional<byte[]> readSmall(HttpExchange exchange) throws IOException {
    return read(exchange, MOST_OTHERS);
  }

  // An answer given while the peer still writes is lost with the connection, so the rest is read
  // first, within reason.
  private static void discard(InputStream stream) throws IOException {
    var scratch = new byte[1 << 16];
    long discarded = 0;
    int read = stream.read(scratch);
    while (read >= 0 && discarded < MOST_DISCARDED) {
      discarded += read;
      read = stream.read(scratch);
    }
  }
}
