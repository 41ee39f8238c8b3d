package dev.waybill.bootstrap.stage;

import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

/** Talks JSON to an HTTP API on this machine. Safe for use by many threads. */
public final class ApiClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final JsonCodec json;
  private final URI base;

  public ApiClient(JsonCodec json, URI base) {
    this.json = json;
    this.base = base;
  }

  /**
   * One answer.
   *
   * @param body empty when it is no JSON object
   * @param etag empty when there is none
   */
  public record Answer(int status, JsonObject body, String etag) {}

  public Answer get(String path, Secret token) throws InterruptedException {
    return send(request(path, token).GET().build());
  }

  public Answer delete(String path, Secret token) throws InterruptedException {
    return send(request(path, token).DELETE().build());
  }

  public Answer post(String path, Secret token, Json body) throws InterruptedException {
    return send(withBody(request(path, token), "POST", body));
  }

  public Answer patch(String path, Secret token, String etag, Json body)
      throws InterruptedException {
    return send(withBody(request(path, token).header("If-Match", etag), "PATCH", body));
  }

  private HttpRequest withBody(HttpRequest.Builder request, String method, Json body) {
    return request
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofByteArray(json.write(body)))
        .build();
  }

  private HttpRequest.Builder request(String path, Secret token) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token.reveal());
  }

  private Answer send(HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      var body =
          json.read(response.body()).orElse(JsonNull.NULL) instanceof JsonObject object
              ? object
              : JsonObject.EMPTY;
      return new Answer(
          response.statusCode(), body, response.headers().firstValue("ETag").orElse(""));
    } catch (IOException e) {
      throw new StageFailedException("No answer from " + request.uri().getPath(), e);
    }
  }

  /**
   * Fails unless the answer has one of these statuses; the body of a refusal is the platform's own
   * problem reply.
   */
  public Answer expect(Answer answer, Integer... statuses) {
    if (!Set.of(statuses).contains(answer.status())) {
      throw new StageFailedException(
          "The API answered " + answer.status() + ": " + answer.body().string("detail"));
    }
    return answer;
  }

  @Override
  public void close() {
    http.close();
  }
}
