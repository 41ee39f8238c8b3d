package dev.waybill.tiktok.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** A plain HTTP client of a simulator. */
final class Caller implements AutoCloseable {
  static final String TOKEN = "token-of-the-tests";
  static final String TRACK = "/open_api/v1.3/event/track/";

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI base;

  Caller(TikTokSimulator simulator) {
    this.base = simulator.baseUri();
  }

  /** An answer; its JSON is asked for only where there is one. */
  record Answer(int status, HttpHeaders headers, String text) {
    String contentType() {
      return header("Content-Type");
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    JsonNode json() {
      return Json.MAPPER.readTree(text);
    }

    int code() {
      return json().path("code").intValue();
    }

    String message() {
      return json().path("message").stringValue();
    }
  }

  Answer track(String body) throws IOException, InterruptedException {
    return track(TOKEN, body);
  }

  Answer track(String token, String body) throws IOException, InterruptedException {
    return send(trackRequest(body).header("Access-Token", token));
  }

  CompletableFuture<HttpResponse<String>> trackLater(String body) {
    return client.sendAsync(
        trackRequest(body).header("Access-Token", TOKEN).build(), BodyHandlers.ofString());
  }

  HttpRequest.Builder trackRequest(String body) {
    return to(TRACK).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(to(path).header("Access-Token", TOKEN).GET());
  }

  Answer post(String path, String body) throws IOException, InterruptedException {
    return send(to(path).POST(BodyPublishers.ofString(body)));
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return send(to(path).DELETE());
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
  }

  Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response = client.send(request.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
