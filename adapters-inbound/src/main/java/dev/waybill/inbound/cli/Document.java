package dev.waybill.inbound.cli;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer of the API, read leniently: what is absent reads as nothing. */
public record Document(JsonObject json) {
  public static final Document EMPTY = new Document(JsonObject.EMPTY);

  /** The member as a person reads it; empty text where it is absent or null. */
  public String text(String name) {
    return shown(json.get(name));
  }

  /** The member as a person reads it, or other words where there is none. */
  public String text(String name, String otherwise) {
    var text = text(name);
    return text.isEmpty() ? otherwise : text;
  }

  private static String shown(@Nullable Json value) {
    return switch (value) {
      case null -> "";
      case JsonNull _ -> "";
      case JsonString(var text) -> text;
      case JsonNumber(var number) -> number.toPlainString();
      case JsonBoolean bool -> bool.value() ? "yes" : "no";
      case JsonArray(var elements) ->
          String.join(", ", elements.stream().map(Document::shown).toList());
      case JsonObject object -> object.members().isEmpty() ? "" : "{…}";
    };
  }

  public long number(String name) {
    return json.get(name) instanceof JsonNumber number && number.isLong()
        ? number.value().longValueExact()
        : 0;
  }

  public boolean isTrue(String name) {
    return JsonBoolean.TRUE.equals(json.get(name));
  }

  /** Whether the member is there and not null. */
  public boolean has(String name) {
    var member = json.get(name);
    return member != null && !(member instanceof JsonNull);
  }

  public Document in(String name) {
    return new Document(json.object(name));
  }

  public List<String> texts(String name) {
    return elements(name).stream().map(Document::shown).toList();
  }

  public List<Document> documents(String name) {
    return elements(name).stream()
        .map(element -> element instanceof JsonObject object ? new Document(object) : EMPTY)
        .toList();
  }

  private List<Json> elements(String name) {
    return json.get(name) instanceof JsonArray(var elements) ? elements : List.of();
  }
}
