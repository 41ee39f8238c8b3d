package dev.waybill.inbound.console.editor;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.outbox.EventTail;
import dev.waybill.domain.outbox.EventTail.Arrived;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.story.ExplainEvents;
import dev.waybill.domain.story.ExplainEvents.Explained;
import dev.waybill.inbound.console.piece.Figures;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Events to try rules on: examples of each kind of place, and the last ones of the connector's
 * sources. The list names them and shows nothing of what they are about.
 */
final class Samples {
  private static final int LAST = 10;
  private static final String EXAMPLE = "example:";
  static final String RECEIVED = "received:";

  private final ExplainEvents events;
  private final EventTail tail;
  private final JsonCodec codec;

  Samples(ExplainEvents events, EventTail tail, JsonCodec codec) {
    this.events = events;
    this.tail = tail;
    this.codec = codec;
  }

  /** The example that the editor begins with. */
  static Sample first(Instant now) {
    return example(EventSource.WEB, now);
  }

  /** What is in the list, the last events first. */
  List<Choice> choices(Connector connector, Instant now) {
    var choices = new ArrayList<Choice>();
    sources(connector).stream()
        .flatMap(source -> tail.newest(source, LAST).stream())
        .sorted(Comparator.comparing(Arrived::receivedAt).reversed())
        .limit(LAST)
        .forEach(arrived -> received(arrived, now).ifPresent(choices::add));
    for (var source : EventSource.values()) {
      choices.add(new Choice(EXAMPLE + source.wire(), "Example: " + title(source)));
    }
    return choices;
  }

  private static Set<SourceId> sources(Connector connector) {
    var draft = connector.draft();
    var configuration = draft == null ? connector.active() : draft;
    return configuration == null ? Set.of() : configuration.sources();
  }

  private Optional<Choice> received(Arrived arrived, Instant now) {
    if (!(codec.read(arrived.payload()).orElse(null) instanceof JsonObject event)) {
      return Optional.empty();
    }
    var id = event.string("event_id");
    return id == null
        ? Optional.empty()
        : Optional.of(
            new Choice(
                RECEIVED + id,
                "Received %s: %s from %s, %s"
                    .formatted(
                        Figures.from(now, arrived.receivedAt()),
                        event.string("event"),
                        event.string("event_source"),
                        id)));
  }

  /** The event of that choice, identifiers hidden; empty where there is none, or none any more. */
  Optional<Sample> masked(String choice, Instant now) {
    return choice.startsWith(EXAMPLE)
        ? EventSource.ofWire(choice.substring(EXAMPLE.length())).map(source -> example(source, now))
        : id(choice).flatMap(id -> newest(choice, events.masked(id)));
  }

  /** The same with nothing hidden, which is recorded; empty for what nobody received. */
  Optional<Sample> revealed(String choice) {
    return id(choice).flatMap(id -> newest(choice, events.revealed(id)));
  }

  private static Optional<EventId> id(String choice) {
    return Optional.of(choice)
        .filter(text -> text.startsWith(RECEIVED))
        .map(text -> text.substring(RECEIVED.length()))
        .filter(EventId::isValid)
        .map(EventId::new);
  }

  private static Optional<Sample> newest(String choice, List<Explained> told) {
    return told.isEmpty()
        ? Optional.empty()
        : Optional.of(new Sample(choice, told.getLast().received()));
  }

  private static Sample example(EventSource source, Instant now) {
    var event =
        JsonObject.builder()
            .put("event", "Purchase")
            .put("event_time", now.toString())
            .put("event_source", source.wire())
            .put("event_id", "example-" + source.wire())
            .put("context", context(source))
            .put(
                "properties",
                JsonObject.builder()
                    .put("order_id", "1001")
                    .put("currency", "EUR")
                    .put("value", Json.of(new BigDecimal("39.90")))
                    .build())
            .build();
    return new Sample(EXAMPLE + source.wire(), event);
  }

  /** Who did it, in an example: nobody there is. */
  static JsonObject context(EventSource source) {
    var context =
        JsonObject.builder()
            .put("email", "jane@shop.example")
            .put("phone", "+12133734253")
            .put("ip", "198.51.100.7");
    return switch (source) {
      case WEB ->
          context
              .put("user_agent", "Mozilla/5.0")
              .put(
                  "page",
                  JsonObject.builder()
                      .put("url", "https://shop.example/thanks?ttclid=E.C.P.example")
                      .build())
              .build();
      case APP -> context.put("user_agent", "Shop/1.0").build();
      case OFFLINE, CRM -> context.build();
    };
  }

  private static String title(EventSource source) {
    return switch (source) {
      case WEB -> "a purchase on the web";
      case APP -> "a purchase in an app";
      case OFFLINE -> "a purchase in a store";
      case CRM -> "a purchase in the " + source.wire().toUpperCase(Locale.ROOT);
    };
  }

  /** An event, and of which choice it is. */
  record Sample(String choice, Json event) {}

  /** An event of the list. */
  record Choice(String value, String label) {}
}
