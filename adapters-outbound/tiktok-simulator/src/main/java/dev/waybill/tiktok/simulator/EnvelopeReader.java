package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Envelope.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a call's body event by event, so that each one's own bytes are known. */
final class EnvelopeReader {
  static final int MOST_EVENTS = 1_000;

  private final byte[] body;
  private final ObjectNode head = Json.object();
  private final List<Item> items = new ArrayList<>();
  private boolean hasList;
  private int size;

  private EnvelopeReader(byte[] body) {
    this.body = body;
  }

  /** Empty when the body is no JSON object in UTF-8. */
  static Optional<Envelope> read(byte[] body) {
    try (var parser = Json.MAPPER.createParser(body)) {
      return new EnvelopeReader(body).read(parser);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private Optional<Envelope> read(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT
        || parser.currentLocation().getByteOffset() < 0) {
      return Optional.empty();
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      if (!member(parser, parser.currentName())) {
        return Optional.empty();
      }
    }
    if (parser.nextToken() != null) {
      return Optional.empty();
    }
    return Optional.of(
        new Envelope(body, head, hasList ? Optional.of(items) : Optional.empty(), size));
  }

  private boolean member(JsonParser parser, String name) {
    if (head.has(name) || (hasList && name.equals("data"))) {
      return false;
    }
    if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("data")) {
      events(parser);
    } else {
      JsonNode value = Json.MAPPER.readTree(parser);
      head.set(name, value);
    }
    return true;
  }

  private void events(JsonParser parser) {
    hasList = true;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      size++;
      if (size > MOST_EVENTS) {
        parser.skipChildren();
        continue;
      }
      int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
      JsonNode event = Json.MAPPER.readTree(parser);
      int end = Math.toIntExact(parser.currentLocation().getByteOffset());
      items.add(new Item(event, start, end));
    }
  }
}
