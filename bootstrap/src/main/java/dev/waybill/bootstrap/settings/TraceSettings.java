package dev.waybill.bootstrap.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.credential.Secret;
import dev.waybill.tracing.TraceTarget;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where traces go. What a machine's variables say of it is asked where they go somewhere. */
final class TraceSettings {
  private TraceSettings() {}

  /** Null for nowhere. */
  static @Nullable TraceTarget check(SettingValues values, List<String> problems) {
    var endpoint =
        values.isSet(SettingCatalogue.OTLP_ENDPOINT)
            ? SettingCatalogue.OTLP_ENDPOINT
            : SettingCatalogue.SHARED_OTLP_ENDPOINT;
    var url = values.get(endpoint);
    if (url.isEmpty()) {
      return null;
    }
    boolean isAsShared = isAsShared(values, url);
    if (isAsShared) {
      checkProtocol(values, problems);
    }
    // The token of the collector that others send to is nobody else's business.
    var headers = isAsShared ? headers(values, problems) : Map.<String, Secret>of();
    if (!Settings.isHttpUrl(url)) {
      problems.add(endpoint.name() + ": wanted http://host or https://host");
      return null;
    }
    return new TraceTarget(
        URI.create(url.replaceAll("/+$", "")), headers, values.get(SettingCatalogue.SERVICE_NAME));
  }

  /** Whether what is said of the machine's collector is said of this one. */
  private static boolean isAsShared(SettingValues values, String url) {
    return !values.isSet(SettingCatalogue.SHARED_OTLP_ENDPOINT)
        || values.get(SettingCatalogue.SHARED_OTLP_ENDPOINT).equals(url);
  }

  private static void checkProtocol(SettingValues values, List<String> problems) {
    if (!values
        .get(SettingCatalogue.OTLP_PROTOCOL)
        .equals(SettingCatalogue.OTLP_PROTOCOL.defaultValue())) {
      problems.add(
          SettingCatalogue.OTLP_PROTOCOL.name()
              + ": wanted http/protobuf, which collectors take at port 4318");
    }
  }

  private static Map<String, Secret> headers(SettingValues values, List<String> problems) {
    var text = values.secret(SettingCatalogue.OTLP_HEADERS, problems);
    var headers = new LinkedHashMap<String, Secret>();
    try {
      Arrays.stream((text == null ? "" : text).split(","))
          .filter(pair -> !pair.isBlank())
          .forEach(pair -> add(pair, headers));
    } catch (IllegalArgumentException _) {
      // Its message repeats what nobody may see.
      problems.add(
          SettingCatalogue.OTLP_HEADERS.name()
              + ": wanted name=value, or more of them with commas between");
    }
    return headers;
  }

  private static void add(String pair, Map<String, Secret> headers) {
    int at = pair.indexOf('=');
    var name = pair.substring(0, Math.max(at, 0)).strip();
    // A plus sign is one, as in base64, and no space.
    var value = URLDecoder.decode(pair.substring(at + 1).strip().replace("+", "%2B"), UTF_8);
    // Refuses what could not be sent.
    var _ = HttpRequest.newBuilder().header(name, value);
    headers.put(name, new Secret(value));
  }
}
