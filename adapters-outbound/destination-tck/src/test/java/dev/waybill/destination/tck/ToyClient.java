package dev.waybill.destination.tck;

import dev.waybill.domain.destination.RetryAfter;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The toy's HTTP. */
final class ToyClient implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMillis(300);

  /** What the platform said: ok, bad, token, busy, unreadable, or silent when it said nothing. */
  record Said(@Nullable Integer status, String why, String message, @Nullable Duration named) {}

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;
  private final JsonCodec json;
  private final InstantSource clock = InstantSource.system();
  private final boolean deaf;

  ToyClient(String url, JsonCodec json, boolean deaf) {
    this.url = url;
    this.json = json;
    this.deaf = deaf;
  }

  Said send(List<String> ids) {
    var body = json.write(JsonArray.ofStrings(ids));
    var request =
        HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofByteArray(body)).build();
    var pending =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), 64 * 1024));
    try {
      return read(pending.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      if (!deaf) {
        Thread.currentThread().interrupt();
      }
      return new Said(null, "silent", "interrupted", null);
    } catch (ExecutionException | TimeoutException _) {
      return new Said(null, "silent", "nobody answered", null);
    } finally {
      pending.cancel(true);
    }
  }

  private Said read(HttpResponse<String> response) {
    var wait =
        response
            .headers()
            .firstValue("Retry-After")
            .map(header -> RetryAfter.parse(header, clock.instant()))
            .orElse(null);
    var body = json.read(response.body().getBytes(StandardCharsets.UTF_8)).orElse(null);
    if (body instanceof JsonObject object && object.get("ok") instanceof JsonBoolean ok) {
      var why = object.string("why");
      var message = object.string("message");
      return new Said(
          response.statusCode(),
          ok.value() ? "ok" : why == null ? "unreadable" : why,
          message == null ? "no message" : message,
          wait);
    }
    return new Said(response.statusCode(), "unreadable", "not what a toy says", wait);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
