package dev.waybill.destination.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A server on 127.0.0.1 that waits for the first bytes and answers with bytes of our choice. */
final class RawPeer implements AutoCloseable {
  private final ServerSocket server;

  /** Answers every connection alike, then closes it. */
  RawPeer(byte[] answer) {
    server = listening();
    Thread.ofVirtual().start(() -> serve(answer));
  }

  static RawPeer saying(String answer) {
    return new RawPeer(answer.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The fatal alert handshake_failure, as a record of TLS 1.2. */
  static RawPeer refusingTls() {
    return new RawPeer(HexFormat.of().parseHex("15030300020228"));
  }

  private static ServerSocket listening() {
    try {
      return new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(byte[] answer) {
    try {
      while (true) {
        try (var connection = server.accept()) {
          reply(connection, answer);
        }
      }
    } catch (IOException _) {
      // closed: the test is over
    }
  }

  private static void reply(Socket connection, byte[] answer) throws IOException {
    var _ = connection.getInputStream().read(new byte[8_192]);
    connection.getOutputStream().write(answer);
    connection.getOutputStream().flush();
  }

  URI uri(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + "/");
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
