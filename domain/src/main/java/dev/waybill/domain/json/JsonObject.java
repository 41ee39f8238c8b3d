package dev.waybill.domain.json;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object; its members keep the order they were written in. */
public record JsonObject(Map<String, Json> members) implements Json {
  public static final JsonObject EMPTY = new JsonObject(Map.of());

  public JsonObject {
    members = Members.copyOf(members);
  }

  public static Builder builder() {
    return builder(0);
  }

  /**
   * @param expected about how many members there will be
   */
  public static Builder builder(int expected) {
    return new Builder(expected);
  }

  /** The member of that name, or null when there is none. */
  public @Nullable Json get(String name) {
    return members.get(name);
  }

  /** The member of that name if it is an object, else an empty object. */
  public JsonObject object(String name) {
    return members.get(name) instanceof JsonObject object ? object : EMPTY;
  }

  /** The text of the member of that name, or null when it is absent or no string. */
  public @Nullable String string(String name) {
    var member = members.get(name);
    return member == null ? null : member.text();
  }

  /** A copy with that member set, in its old place or else at the end. */
  public JsonObject with(String name, Json value) {
    return builder(members.size() + 1).putAll(this).put(name, value).build();
  }

  /** A copy without that member; this very object when it has none. */
  public JsonObject without(String name) {
    if (!members.containsKey(name)) {
      return this;
    }
    var copy = new LinkedHashMap<>(members);
    copy.remove(name);
    return new JsonObject(copy);
  }

  @Override
  public String toString() {
    return "JsonObject[" + members.size() + " members]";
  }

  /** Collects members in order; not for use by several threads. */
  public static final class Builder {
    private final Members.Collector members;

    private Builder(int expected) {
      members = new Members.Collector(expected);
    }

    public Builder put(String name, Json value) {
      members.put(name, value);
      return this;
    }

    /** Whether there was no member of that name; else the one there was is replaced. */
    public boolean putNew(String name, Json value) {
      return members.put(name, value) == null;
    }

    public Builder putAll(JsonObject others) {
      others.members().forEach(members::put);
      return this;
    }

    public Builder put(String name, String value) {
      return put(name, Json.of(value));
    }

    public Builder put(String name, long value) {
      return put(name, Json.of(value));
    }

    public Builder put(String name, boolean value) {
      return put(name, Json.of(value));
    }

    /** Puts the text, or JSON null where there is none. */
    public Builder putNullable(String name, @Nullable String value) {
      return put(name, value == null ? JsonNull.NULL : Json.of(value));
    }

    public JsonObject build() {
      return new JsonObject(members.finish());
    }
  }
}
