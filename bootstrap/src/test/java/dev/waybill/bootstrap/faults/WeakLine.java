package dev.waybill.bootstrap.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The way from the platform to the destination: a TCP proxy that can be made to fail. */
final class WeakLine implements AutoCloseable {
  private static final long A_DRIP = 100_000_000;

  /** What becomes of a connection. */
  enum Mode {
    PASS,
    /** Nobody listens. */
    REFUSE,
    /** Accepted and reset at once. */
    RESET,
    /** Accepted and never answered. */
    BLACKHOLE,
    /** Answered with the beginning of a body that never ends, a byte now and then. */
    ENDLESS_BODY
  }

  private final int port;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong connections = new AtomicLong();
  private final Queue<Duration> patience = new ConcurrentLinkedQueue<>();
  private volatile Mode mode = Mode.PASS;
  private ServerSocket listener;

  WeakLine(int target) throws IOException {
    this.target = target;
    this.listener = listen(0);
    this.port = listener.getLocalPort();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** How many connections were accepted. */
  long connections() {
    return connections.get();
  }

  /** How many connections without an answer the platform gave up by itself after so long. */
  long givenUpAfter(Duration least) {
    return patience.stream().filter(waited -> waited.compareTo(least) >= 0).count();
  }

  /** Cuts what is open, and treats new connections so from now on. */
  synchronized void become(Mode next) throws IOException {
    boolean listening = mode != Mode.REFUSE;
    mode = next;
    if (next == Mode.REFUSE && listening) {
      listener.close();
    } else if (next != Mode.REFUSE && !listening) {
      listener = listen(port);
    }
    open.forEach(this::reset);
  }

  private ServerSocket listen(int at) throws IOException {
    var socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), at), 256);
    Thread.startVirtualThread(() -> accept(socket));
    return socket;
  }

  private void accept(ServerSocket socket) {
    try {
      while (true) {
        var client = socket.accept();
        connections.incrementAndGet();
        open.add(client);
        Thread.startVirtualThread(() -> serve(client));
      }
    } catch (IOException e) {
      // closed: nobody listens any more
    }
  }

  private void serve(Socket client) {
    long begun = System.nanoTime();
    try {
      switch (mode) {
        case PASS -> connect(client);
        case RESET -> reset(client);
        case ENDLESS_BODY -> drip(client);
        case BLACKHOLE -> client.getInputStream().transferTo(OutputStream.nullOutputStream());
        case REFUSE -> {}
      }
    } catch (IOException e) {
      // hung up, by the platform or here
    }
    if (open.contains(client)) {
      patience.add(Duration.ofNanos(System.nanoTime() - begun));
      reset(client);
    }
  }

  private void connect(Socket client) throws IOException {
    var peer = new Socket(InetAddress.ofLiteral("127.0.0.1"), target);
    open.add(peer);
    Thread.startVirtualThread(() -> pump(peer, client));
    pump(client, peer);
  }

  private void pump(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // one end hung up, and so does the other
    } finally {
      reset(from);
      reset(to);
    }
  }

  private void drip(Socket client) throws IOException {
    var out = client.getOutputStream();
    out.write(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    while (open.contains(client)) {
      out.write("1\r\n \r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      LockSupport.parkNanos(A_DRIP);
    }
  }

  private void reset(Socket socket) {
    open.remove(socket);
    hangUp(socket);
  }

  private static void hangUp(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // closed already
    }
  }

  @Override
  public synchronized void close() throws IOException {
    listener.close();
    open.forEach(this::reset);
  }
}
