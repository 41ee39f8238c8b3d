package dev.waybill.inbound.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A server that answers everything alike, and keeps what was sent to it. */
final class StubServer implements AutoCloseable {
  private final HttpServer server;
  private final int status;
  private final String type;
  private final String body;
  final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());

  StubServer(int status, String type, String body) throws IOException {
    this.status = status;
    this.type = type;
    this.body = body;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** One that refuses everything as Waybill would. */
  static StubServer refusing(int status, String code, String title, String detail)
      throws IOException {
    return new StubServer(
        status,
        "application/problem+json",
        """
        {"type":"urn:waybill:problem:%s","title":"%s","status":%d,"detail":"%s",
         "correlation_id":"c-1"}"""
            .formatted(code, title, status, detail));
  }

  private void answer(HttpExchange exchange) throws IOException {
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.getResponseHeaders().add("Retry-After", "7");
    var bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
