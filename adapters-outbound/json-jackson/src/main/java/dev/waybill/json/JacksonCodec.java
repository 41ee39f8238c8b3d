package dev.waybill.json;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonString;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** {@link JsonCodec} on Jackson's streaming parser and generator. */
public final class JacksonCodec implements JsonCodec {
  private static final int MAX_DEPTH = 200;

  @Override
  public Optional<Json> read(byte[] utf8) {
    var reading = Streams.readOne(LoneSurrogates.blanked(utf8), 0, utf8.length, MAX_DEPTH);
    return reading.problem() == null ? Optional.ofNullable(reading.value()) : Optional.empty();
  }

  @Override
  public byte[] write(Json value) {
    var out = new ByteArrayOutputStream(512);
    try (var generator = Streams.factory().createGenerator(ObjectWriteContext.empty(), out)) {
      write(value, generator);
    }
    return out.toByteArray();
  }

  private static void write(Json value, JsonGenerator out) {
    switch (value) {
      case JsonNull _ -> out.writeNull();
      case JsonBoolean bool -> out.writeBoolean(bool.value());
      case JsonNumber(var number) -> out.writeNumber(number);
      case JsonString(var text) -> out.writeString(text);
      case JsonArray(var elements) -> {
        out.writeStartArray();
        elements.forEach(element -> write(element, out));
        out.writeEndArray();
      }
      case JsonObject(var members) -> {
        out.writeStartObject();
        members.forEach(
            (name, member) -> {
              out.writeName(name);
              write(member, out);
            });
        out.writeEndObject();
      }
    }
  }
}
