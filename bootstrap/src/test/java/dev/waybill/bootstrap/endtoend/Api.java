package dev.waybill.bootstrap.endtoend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.json.JacksonCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The HTTP API as a test speaks to it. */
public final class Api {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  public static final JacksonCodec CODEC = new JacksonCodec();

  private final URI base;
  private final String token;

  public Api(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** One answer. */
  public record Answer(int status, JsonObject body, String etag) {
    public String text(String pointer) {
      var value = JsonPointer.parse(pointer).resolve(body);
      var text = value == null ? null : value.text();
      assertThat(text).as(pointer).isNotNull();
      return String.valueOf(text);
    }

    public List<Json> list(String name) {
      return body.get(name) instanceof JsonArray(var elements) ? elements : List.of();
    }
  }

  public Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, null, null);
  }

  public Answer post(String path, Json body) throws IOException, InterruptedException {
    return send("POST", path, null, body);
  }

  public Answer patch(String path, String etag, Json body)
      throws IOException, InterruptedException {
    return send("PATCH", path, etag, body);
  }

  public Answer delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path, null, null);
  }

  private Answer send(String method, String path, @Nullable String etag, @Nullable Json body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token);
    if (etag != null) {
      request.header("If-Match", etag);
    }
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofByteArray(CODEC.write(body)));
    }
    var response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
    var read = CODEC.read(response.body()).orElse(JsonNull.NULL);
    return new Answer(
        response.statusCode(),
        read instanceof JsonObject object ? object : JsonObject.EMPTY,
        response.headers().firstValue("ETag").orElse(""));
  }

  public static JsonObject object(String json) {
    var read = CODEC.read(json.getBytes(StandardCharsets.UTF_8));
    return (JsonObject) read.orElseThrow();
  }

  /** The elements of an array that has to be there. */
  public static List<Json> list(JsonObject object, String name) {
    return ((JsonArray) requireNonNull(object.get(name), name)).elements();
  }

  public static long number(Json value, String name) {
    assertThat(((JsonObject) value).get(name)).as(name).isInstanceOf(JsonNumber.class);
    return ((JsonObject) value).get(name) instanceof JsonNumber(var number)
        ? number.longValueExact()
        : -1;
  }

  public static boolean isTrue(Json value, String name) {
    return JsonBoolean.TRUE.equals(((JsonObject) value).get(name));
  }
}
