package dev.waybill.tiktok.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads a call's body up to a limit. */
final class RequestBody {
  static final int MOST_BYTES = 10 << 20;
  private static final long MOST_DISCARDED = 64L << 20;

  private RequestBody() {}

  /** Empty when it is larger than 10 MiB. */
  static Optional<byte[]> read(HttpExchange exchange) throws IOException {
    var stream = exchange.getRequestBody();
    var body = stream.readNBytes(MOST_BYTES + 1);
    if (body.length <= MOST_BYTES) {
      return Optional.of(body);
    }
    discard(stream);
    return Optional.empty();
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
