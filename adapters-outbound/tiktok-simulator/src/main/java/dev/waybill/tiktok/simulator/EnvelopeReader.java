package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Envelope.BadEvent;
import dev.waybill.tiktok.simulator.Envelope.Data;
import dev.waybill.tiktok.simulator.Envelope.Event;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a call's body once, judging event by event on the way. */
final class EnvelopeReader {
  static final int MOST_EVENTS = 1_000;

  private final BodyBytes body;
  private final EventRules rules;
  private final ObjectNode head = Json.object();
  private Optional<Data> data = Optional.empty();

  private EnvelopeReader(BodyBytes body, EventRules rules) {
    this.body = body;
    this.rules = rules;
  }

  /** Empty when the body is no JSON object in UTF-8. */
  static Optional<Envelope> read(byte[] bytes, EventRules rules) {
    var body = new BodyBytes(bytes);
    try (var parser = body.parser()) {
      return new EnvelopeReader(body, rules).read(parser);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private Optional<Envelope> read(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT
        || parser.currentLocation().getByteOffset() < 0) {
      return Optional.empty();
    }
    for (var name = parser.nextName(); name != null; name = parser.nextName()) {
      member(parser, name);
    }
    return parser.nextToken() == null
        ? Optional.of(new Envelope(body, head, data))
        : Optional.empty();
  }

  private void member(JsonParser parser, String name) {
    if (head.has(name) || (data.isPresent() && name.equals("data"))) {
      throw new StreamReadException(parser, "a name twice in an object");
    }
    if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("data")) {
      data = Optional.of(events(parser));
    } else {
      JsonNode value = Json.MAPPER.readTree(parser);
      head.set(name, value);
    }
  }

  private Data events(JsonParser parser) {
    var findings = new Findings();
    var reader = new EventReader(parser, source(), rules, findings);
    var events = new ArrayList<Event>();
    Optional<BadEvent> bad = Optional.empty();
    int size = 0;
    for (; parser.nextToken() != JsonToken.END_ARRAY; size++) {
      if (size >= MOST_EVENTS) {
        parser.skipChildren();
        continue;
      }
      int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
      var problem = reader.read();
      int end = Math.toIntExact(parser.currentLocation().getByteOffset());
      events.add(event(reader.facts(), start, end));
      bad =
          bad.isPresent() || problem.isEmpty()
              ? bad
              : Optional.of(new BadEvent(size, problem.get()));
    }
    return new Data(events, size, bad, findings);
  }

  private static Event event(EventFacts facts, int start, int end) {
    return new Event(facts.name(), facts.id(), facts.value().orElse(BigDecimal.ZERO), start, end);
  }

  /** An unknown source is refused later, whatever the events were taken for. */
  private Source source() {
    var known = head.has("event_source") ? head.path("event_source") : aheadOfData();
    return Source.named(known.stringValue("")).orElse(Source.WEB);
  }

  /** The events came first, which is rare: the rest is looked through for their source. */
  private JsonNode aheadOfData() {
    try (var parser = body.parser()) {
      parser.nextToken();
      for (var name = parser.nextName(); name != null; name = parser.nextName()) {
        parser.nextToken();
        if (name.equals("event_source")) {
          return Json.MAPPER.readTree(parser);
        }
        parser.skipChildren();
      }
      return Json.object().path("event_source");
    }
  }
}
