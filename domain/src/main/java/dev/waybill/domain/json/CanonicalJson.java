package dev.waybill.domain.json;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * One spelling for equal values: members sorted by name, no white space, numbers without needless
 * zeros. Only for hashing; nobody is sent this form.
 */
public final class CanonicalJson {
  private final StringBuilder out = new StringBuilder(512);

  private CanonicalJson() {}

  public static byte[] bytes(Json value) {
    var canonical = new CanonicalJson();
    canonical.append(value);
    return canonical.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void append(Json value) {
    switch (value) {
      case JsonNull _ -> out.append("null");
      case JsonBoolean bool -> out.append(bool.value());
      case JsonNumber(var number) ->
          out.append(number.signum() == 0 ? "0" : number.stripTrailingZeros().toString());
      case JsonString(var text) -> append(text);
      case JsonArray(var elements) -> {
        out.append('[');
        elements.forEach(
            element -> {
              append(element);
              out.append(',');
            });
        out.append(']');
      }
      case JsonObject(var members) -> append(members);
    }
  }

  private void append(Map<String, Json> members) {
    out.append('{');
    new TreeMap<>(members)
        .forEach(
            (name, value) -> {
              append(name);
              out.append(':');
              append(value);
              out.append(',');
            });
    out.append('}');
  }

  private void append(String text) {
    out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
  }
}
