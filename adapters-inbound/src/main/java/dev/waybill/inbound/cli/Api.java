package dev.waybill.inbound.cli;

import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Waybill's HTTP API. Every call waits at most two minutes, and throws {@link
 * CommandFailedException} when there is no answer.
 */
public final class Api {
  private static final Duration TO_CONNECT = Duration.ofSeconds(5);
  private static final Duration TO_ANSWER = Duration.ofMinutes(2);

  // One protocol and no redirects: a token is not sent where somebody else points to.
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TO_CONNECT)
          .build();
  private final URI base;
  private final @Nullable Secret token;
  private final JsonCodec codec;

  /**
   * @param token null for calls that want none
   */
  public Api(URI base, @Nullable Secret token, JsonCodec codec) {
    this.base = base;
    this.token = token;
    this.codec = codec;
  }

  public URI base() {
    return base;
  }

  public Answer get(String path) throws InterruptedException {
    return send("GET", path, BodyPublishers.noBody(), null, null);
  }

  public Answer delete(String path) throws InterruptedException {
    return send("DELETE", path, BodyPublishers.noBody(), null, null);
  }

  public Answer post(String path) throws InterruptedException {
    return send("POST", path, BodyPublishers.noBody(), null, null);
  }

  public Answer post(String path, Json body) throws InterruptedException {
    return post(path, "application/json", codec.write(body));
  }

  public Answer post(String path, String type, byte[] body) throws InterruptedException {
    return send("POST", path, BodyPublishers.ofByteArray(body), type, null);
  }

  /**
   * @param etag of the version that is changed
   */
  public Answer patch(String path, String etag, Json body) throws InterruptedException {
    var bytes = BodyPublishers.ofByteArray(codec.write(body));
    return send("PATCH", path, bytes, "application/json", etag);
  }

  /** A part of a path or a parameter's value as a URL spells it. */
  public static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Answer send(
      String method, String path, BodyPublisher body, @Nullable String type, @Nullable String etag)
      throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(TO_ANSWER).method(method, body);
    if (token != null) {
      request.header("Authorization", "Bearer " + token.reveal());
    }
    if (type != null) {
      request.header("Content-Type", type);
    }
    if (etag != null) {
      request.header("If-Match", etag);
    }
    try {
      return answer(http.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (ConnectException e) {
      throw new CommandFailedException(nobody(), e);
    } catch (HttpTimeoutException e) {
      throw new CommandFailedException(base + " did not answer in time.", e);
    } catch (IOException e) {
      throw new CommandFailedException(
          "The connection to " + base + " broke before there was an answer.", e);
    }
  }

  private String nobody() {
    return "Nobody answers at "
        + base
        + ": start ./waybill serve there, or say where it is with WAYBILL_URL or --url.";
  }

  private Answer answer(HttpResponse<byte[]> response) {
    var headers = response.headers();
    var body = codec.read(response.body()).orElse(null);
    return new Answer(
        response.statusCode(),
        body instanceof JsonObject || response.statusCode() == 204,
        body instanceof JsonObject object ? new Document(object) : Document.EMPTY,
        headers.firstValue("ETag").orElse(""),
        headers.firstValue("Retry-After").orElse(""),
        headers.firstValue("Date").map(Api::time).orElse(null));
  }

  private static @Nullable Instant time(String date) {
    try {
      return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException _) {
      return null;
    }
  }
}
