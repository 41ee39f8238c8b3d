package dev.waybill.bootstrap.bench;

import dev.waybill.bootstrap.stage.StageFailedException;
import dev.waybill.domain.credential.Secret;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection that posts bodies to {@code /v1/events}. It reads of an answer
 * what it must and allocates next to nothing, so that the generator's share of the processor stays
 * small: on plain sockets an event costs it a fraction of what a general HTTP client would. One
 * thread at a time.
 */
final class HttpConnection implements AutoCloseable {
  private static final int PATIENCE_MS = 60_000;
  private static final int BUFFER = 64 * 1024;
  private static final int CHUNKED = -1;
  private static final String LENGTH = "content-length:";
  private static final String RETRY_AFTER = "retry-after:";

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;
  private final byte[] head;
  private final StringBuilder line = new StringBuilder();
  private final byte[] begin = new byte[96];
  private int kept;

  HttpConnection(URI platform, Secret writeKey) {
    this.head =
        ("POST /v1/events HTTP/1.1\r\nHost: "
                + platform.getAuthority()
                + "\r\nAuthorization: Bearer "
                + writeKey.reveal()
                + "\r\nContent-Type: application/json\r\nContent-Length: ")
            .getBytes(StandardCharsets.US_ASCII);
    this.socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(platform.getHost(), platform.getPort()), PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      socket.setTcpNoDelay(true);
      this.out = socket.getOutputStream();
      this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    } catch (IOException e) {
      throw new StageFailedException("The platform does not answer at " + platform, e);
    }
  }

  /**
   * What the platform said.
   *
   * @param begin the first bytes of the body, where a 202 has its counts
   * @param retryAfterSeconds 0 when it did not say
   */
  record Answer(int status, String begin, int retryAfterSeconds) {
    /** How many events of the body are in the log now, by this request or an earlier one. */
    int kept() {
      return count("\"accepted\":") + count("\"duplicate\":");
    }

    private int count(String member) {
      int at = begin.indexOf(member) + member.length();
      int end = at;
      while (end < begin.length() && Character.isDigit(begin.charAt(end))) {
        end++;
      }
      return Integer.parseInt(begin.substring(at, end));
    }
  }

  /**
   * Posts a body and waits for the answer.
   *
   * @throws IOException when none came; the events may be in the log or not
   */
  Answer post(byte[] body) throws IOException {
    out.write(beginning(body.length));
    out.write(body);
    return answer();
  }

  private byte[] beginning(int length) {
    var digits = (length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    var all = new byte[head.length + digits.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(digits, 0, all, head.length, digits.length);
    return all;
  }

  private Answer answer() throws IOException {
    int status = Integer.parseInt(readLine().substring(9, 12));
    int length = CHUNKED;
    int retryAfter = 0;
    for (var header = readLine(); !header.isEmpty(); header = readLine()) {
      var lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith(LENGTH)) {
        length = Integer.parseInt(header.substring(LENGTH.length()).strip());
      } else if (lower.startsWith(RETRY_AFTER)) {
        retryAfter = Integer.parseInt(header.substring(RETRY_AFTER.length()).strip());
      }
    }
    kept = 0;
    if (length == CHUNKED) {
      chunks();
    } else {
      pass(length);
    }
    return new Answer(status, new String(begin, 0, kept, StandardCharsets.US_ASCII), retryAfter);
  }

  private void chunks() throws IOException {
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      pass(size);
      readLine();
    }
    readLine();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(readLine().strip(), 16);
  }

  /** Keeps the first bytes of the body and skips the others. */
  private void pass(int bytes) throws IOException {
    int wanted = Math.min(bytes, begin.length - kept);
    kept += in.readNBytes(begin, kept, wanted);
    in.skipNBytes(bytes - wanted);
  }

  private String readLine() throws IOException {
    line.setLength(0);
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0) {
        throw new IOException("the platform closed the connection");
      }
      if (read != '\r') {
        line.append((char) read);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // it is of no use any more, however it ended
    }
  }
}
