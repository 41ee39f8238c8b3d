package dev.waybill.destination.tck;

import dev.waybill.domain.destination.RetryAfter;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import java.net.ConnectException;
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
  static final Duration GRACE = Duration.ofSeconds(3);
  private static final Duration TOO_LONG = PATIENCE.plus(GRACE).plusMillis(200);

  /**
   * What the platform said.
   *
   * @param why ok, bad, token, busy, unreadable; unreachable, broken, late when it said nothing
   * @param except the ids it did not take although it said ok
   */
  record Said(
      @Nullable Integer status,
      String why,
      String message,
      List<String> except,
      @Nullable Duration named) {
    private static Said nothing(String why, String message) {
      return new Said(null, why, message, List.of(), null);
    }
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private final Flaw flaw;
  private final String url;
  private final String token;
  private final JsonCodec json;

  ToyClient(Flaw flaw, String url, String token, JsonCodec json) {
    this.flaw = flaw;
    this.url = url;
    this.token = token;
    this.json = json;
  }

  Said send(JsonArray events) {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Toy-Token", token)
            .POST(BodyPublishers.ofByteArray(json.write(events)));
    var pending =
        client.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), 64 * 1024));
    try {
      var patience = flaw == Flaw.WAITS_TOO_LONG ? TOO_LONG : PATIENCE;
      return read(pending.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      if (flaw != Flaw.SWALLOWS_THE_INTERRUPT) {
        Thread.currentThread().interrupt();
      }
      return Said.nothing("interrupted", "asked to stop");
    } catch (TimeoutException _) {
      return Said.nothing("late", "nobody answered in time");
    } catch (ExecutionException e) {
      return e.getCause() instanceof ConnectException
          ? Said.nothing("unreachable", "nobody is there")
          : Said.nothing("broken", "the line broke");
    } finally {
      pending.cancel(true);
    }
  }

  private Said read(HttpResponse<String> response) {
    var wait =
        response
            .headers()
            .firstValue("Retry-After")
            .map(header -> RetryAfter.parse(header, InstantSource.system().instant()))
            .orElse(null);
    var body = json.read(response.body().getBytes(StandardCharsets.UTF_8)).orElse(null);
    if (body instanceof JsonObject object && object.get("ok") instanceof JsonBoolean ok) {
      return said(response.statusCode(), object, ok.value(), wait);
    }
    return new Said(response.statusCode(), "unreadable", "not what a toy says", List.of(), wait);
  }

  private static Said said(int status, JsonObject body, boolean ok, @Nullable Duration wait) {
    var why = body.string("why");
    var message = body.string("message");
    return new Said(
        status,
        ok ? "ok" : why == null ? "unreadable" : why,
        message == null ? "no message" : message,
        ToyDialect.texts(body.get("except")),
        wait);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
