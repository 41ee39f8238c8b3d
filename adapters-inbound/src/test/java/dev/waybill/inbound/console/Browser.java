package dev.waybill.inbound.console;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * As much of a browser as a page needs that runs no script: a cookie, forms, where one came from.
 */
public final class Browser implements AutoCloseable {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

  private final String base;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private @Nullable String cookie;

  public Browser(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  public Shown get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  /** Sends a form with these names and values, from one of our own pages. */
  public Shown post(String path, String... fields) {
    return postFrom(base, path, fields);
  }

  /** Sends a form as a page of that origin would. */
  public Shown postFrom(String origin, String path, String... fields) {
    return send(
        request(path, "Origin", origin, "Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded(fields))));
  }

  /** The same with the secret that this session's forms carry. */
  public Shown submit(String path, String... fields) {
    var all = new ArrayList<>(List.of("csrf", csrf()));
    all.addAll(List.of(fields));
    return post(path, all.toArray(String[]::new));
  }

  /** The same as a script does it. */
  public Shown submitByScript(String path, String... fields) {
    return send(
        request(
                path,
                "Origin",
                base,
                "HX-Request",
                "true",
                "X-Waybill-Csrf",
                csrf(),
                "Content-Type",
                "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded(fields))));
  }

  public Shown signIn(String token) {
    return post("/console/sign-in", "token", token, "to", "/");
  }

  public String csrf() {
    var found = CSRF.matcher(get("/console/nothing-here").text());
    return found.find() ? found.group(1) : "none";
  }

  public String cookie() {
    return cookie == null ? "" : cookie;
  }

  public void forgetCookie() {
    cookie = null;
  }

  private static String encoded(String... fields) {
    var text = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      text.append(i == 0 ? "" : "&").append(encoded(fields[i])).append('=');
      text.append(encoded(fields[i + 1]));
    }
    return text.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (cookie != null) {
      request.header("Cookie", cookie);
    }
    return request;
  }

  private Shown send(HttpRequest.Builder request) {
    try {
      var shown = new Shown(client.send(request.build(), BodyHandlers.ofString()));
      var set = shown.header("Set-Cookie");
      if (!set.isEmpty()) {
        cookie = set.substring(0, set.indexOf(';'));
      }
      return shown;
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  /** What came back. */
  public record Shown(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String text() {
      return response.body();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** The text of the page without its tags, one space between words. */
    public String words() {
      return text()
          .replaceAll("<[^>]*>", " ")
          .replace("&amp;", "&")
          .replace("&lt;", "<")
          .replace("&gt;", ">")
          .replace("&#34;", "\"")
          .replace("&#39;", "'")
          .replaceAll("\\s+", " ")
          .strip();
    }
  }
}
