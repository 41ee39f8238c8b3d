package dev.waybill.tiktok.simulator;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a URL; the first of a name counts. */
final class Query {
  private final Map<String, String> parameters = new HashMap<>();

  private Query(@Nullable String raw) {
    if (raw == null) {
      return;
    }
    for (var pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.putIfAbsent(
            decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
  }

  static Query of(URI uri) {
    return new Query(uri.getRawQuery());
  }

  Set<String> names() {
    return parameters.keySet();
  }

  /** Empty text when it is missing. */
  String value(String name) {
    return parameters.getOrDefault(name, "");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
