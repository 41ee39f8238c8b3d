package dev.waybill.inbound.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a browser sent of a form, in its order. Immutable. May hold secrets: shows no content. */
public final class Form {
  /** No fields. */
  public static final Form EMPTY = new Form(Map.of());

  private final Map<String, List<String>> fields;

  private Form(Map<String, List<String>> fields) {
    this.fields = fields;
  }

  /**
   * Of names and values in turns.
   *
   * @throws IllegalArgumentException when the last name has no value
   */
  public static Form of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("form: wanted a value for each name");
    }
    var fields = new LinkedHashMap<String, List<String>>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.computeIfAbsent(namesAndValues[i], _ -> new ArrayList<>()).add(namesAndValues[i + 1]);
    }
    return new Form(fields);
  }

  /** Empty when an escape in it is broken. */
  static Optional<Form> parse(byte[] body) {
    var fields = new LinkedHashMap<String, List<String>>();
    try {
      for (var pair : new String(body, UTF_8).split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          fields
              .computeIfAbsent(
                  URLDecoder.decode(pair.substring(0, equals), UTF_8), _ -> new ArrayList<>())
              .add(URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
      }
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    return Optional.of(new Form(fields));
  }

  /** The first value of that name. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /**
   * The first value of that name without the space around it; the empty text where there is none.
   */
  public String text(String name) {
    return first(name).orElse("").strip();
  }

  public List<String> all(String name) {
    return List.copyOf(fields.getOrDefault(name, List.of()));
  }

  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /** The names of the fields in their order. */
  public List<String> names() {
    return List.copyOf(fields.keySet());
  }

  @Override
  public String toString() {
    return "Form[" + fields.size() + " fields]";
  }
}
