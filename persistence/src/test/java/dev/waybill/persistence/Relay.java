package dev.waybill.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between a client and the test server, and can stand still as a host that is gone. */
final class Relay implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;

  private final ServerSocket door = new ServerSocket();
  private final InetSocketAddress server;
  private final DatabaseSettings behind;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
  private final CountDownLatch over = new CountDownLatch(1);

  private Relay(DatabaseSettings behind) throws IOException {
    this.behind = behind;
    var address = URI.create(behind.url().replaceFirst("^jdbc:", ""));
    server = new InetSocketAddress(address.getHost(), address.getPort());
    door.setReceiveBufferSize(BUFFER);
    door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(this::accept);
  }

  static Relay to(DatabaseSettings server) {
    try {
      return new Relay(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DatabaseSettings settings() {
    var here = "//127.0.0.1:" + door.getLocalPort() + "/";
    return new DatabaseSettings(
        behind.url().replaceFirst("//[^/]*/", here), behind.user(), behind.password());
  }

  /** Takes so many bytes of what clients send, and then no more. */
  void standStillAfter(long bytes) {
    left.set(bytes);
  }

  /** What was connected is not any more; new connections work. */
  void cut() {
    left.set(Long.MAX_VALUE);
    sockets.forEach(Relay::close);
    sockets.clear();
  }

  private void accept() {
    try {
      while (true) {
        var client = door.accept();
        var there = new Socket(server.getAddress(), server.getPort());
        sockets.add(client);
        sockets.add(there);
        Thread.ofVirtual().start(() -> pass(client, there, left));
        Thread.ofVirtual().start(() -> pass(there, client, new AtomicLong(Long.MAX_VALUE)));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void pass(Socket from, Socket to, AtomicLong allowed) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      var buffer = new byte[BUFFER];
      for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
        out.write(buffer, 0, got);
        if (allowed.addAndGet(-got) <= 0) {
          over.await();
        }
      }
    } catch (IOException _) {
      // One side has closed, and so does the other.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    over.countDown();
    cut();
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
