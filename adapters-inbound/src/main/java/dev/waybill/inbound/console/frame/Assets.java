package dev.waybill.inbound.console.frame;

import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Style, script and icon. Each one's address names its content, so that browsers keep it for good.
 * Open to everybody.
 */
final class Assets implements Endpoints {
  private static final String HTMX = "META-INF/maven/org.webjars.npm/htmx.org/pom.properties";
  private static final int DIGITS = 16;

  private final Map<String, Asset> assets = new HashMap<>();

  Assets() {
    add("console.css", "text/css;charset=utf-8", read("console.css"));
    add("console.js", "text/javascript;charset=utf-8", read("console.js"));
    add("icon.svg", "image/svg+xml", read("icon.svg"));
    add("htmx.js", "text/javascript;charset=utf-8", htmx());
  }

  /** Where the asset of that name is. */
  String path(String name) {
    var asset = assets.get(name);
    if (asset == null) {
      throw new IllegalArgumentException("there is no asset " + name);
    }
    return "/assets/" + asset.version() + "/" + name;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/assets/{version}/{name}", this::asset));
  }

  private Reply asset(Request request) {
    var asset = assets.get(request.path("name"));
    if (asset == null || !asset.version().equals(request.path("version"))) {
      return Refusals.notFound("There is no such file.");
    }
    return Reply.bytes(asset.type(), asset.content())
        .with("Cache-Control", "public, max-age=31536000, immutable")
        .with("X-Content-Type-Options", "nosniff");
  }

  private void add(String name, String type, byte[] content) {
    assets.put(name, new Asset(type, version(content), content));
  }

  private static String version(byte[] content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A WebJar's path names its version, which the jar itself tells. */
  private static byte[] htmx() {
    var pom = new Properties();
    try (var in = Assets.class.getClassLoader().getResourceAsStream(HTMX)) {
      if (in == null) {
        throw new IllegalStateException("the WebJar of htmx is missing");
      }
      pom.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read(
        "/META-INF/resources/webjars/htmx.org/" + pom.getProperty("version") + "/dist/htmx.min.js");
  }

  private static byte[] read(String name) {
    try (var in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks its " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // written once and never changed
  private record Asset(String type, String version, byte[] content) {}
}
