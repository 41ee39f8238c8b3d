package dev.waybill.domain.event;

import dev.waybill.domain.json.CanonicalJson;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonString;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.telemetry.Traceparent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The canonical event's rules, the same that {@code event-schema.json} publishes; the two are held
 * together by a test. Members it does not know are kept. Immutable, safe for many threads.
 */
public final class EventSchema {
  /** How far ahead of our clock an event may claim to be; senders' clocks are never exact. */
  static final Duration MOST_AHEAD = Duration.ofMinutes(10);

  static final int MAX_NAME = 100;

  /** Fields of the context that can lead to one person or device; any one of them is enough. */
  static final List<String> IDENTIFIERS =
      List.of(
          "email",
          "phone",
          "external_id",
          "ttclid",
          "ttp",
          "ip",
          "first_name",
          "last_name",
          "zip_code",
          "idfa",
          "gaid",
          "idfv",
          "lead_id");

  private static final List<String> TEXT_OR_TEXTS = List.of("email", "phone", "external_id");
  private static final List<String> TEXTS =
      List.of(
          "ttclid",
          "ttp",
          "ip",
          "user_agent",
          "locale",
          "first_name",
          "last_name",
          "city",
          "state",
          "country",
          "zip_code",
          "idfa",
          "gaid",
          "idfv",
          "att_status",
          "lead_id");
  private static final List<String> OBJECTS = List.of("page", "app", "ad");
  private static final Set<String> REVENUE_EVENTS = Set.of("Purchase", "CompletePayment");
  private static final Pattern CURRENCY = Pattern.compile("[A-Za-z]{3}");
  private static final JsonPointer CONTEXT = JsonPointer.ROOT.at("context");
  private static final JsonPointer PROPERTIES = JsonPointer.ROOT.at("properties");

  private final InstantSource clock;

  public EventSchema(InstantSource clock) {
    this.clock = clock;
  }

  /** An event, or everything that is wrong with it. */
  public sealed interface Checked {
    record Valid(Event event) implements Checked {}

    record Invalid(List<Problem> problems) implements Checked {
      public Invalid {
        problems = List.copyOf(problems);
      }
    }
  }

  public Checked check(JsonObject body) {
    var problems = new ArrayList<Problem>();
    var name = name(body, problems);
    var time = time(body, problems);
    var source = source(body, problems);
    context(body, problems);
    properties(body, name, problems);
    var id = id(body, problems);
    if (!problems.isEmpty() || name == null || time == null || source == null) {
      return new Checked.Invalid(problems);
    }
    if (id != null) {
      return new Checked.Valid(new Event(name, time, source, id, body));
    }
    var made = generatedId(body);
    var complete = body.with("event_id", Json.of(made.value()));
    return new Checked.Valid(new Event(name, time, source, made, complete));
  }

  /** The event name where it is well-formed, for lists of rejected items. */
  public static Optional<String> nameOf(JsonObject body) {
    return Optional.ofNullable(body.string("event")).filter(EventSchema::isName);
  }

  /** The same event sent again gets the same id, however its members are ordered. */
  private static EventId generatedId(JsonObject body) {
    var members = new LinkedHashMap<>(body.members());
    members.remove("event_id");
    // Another attempt to send the same event is another part of a trace.
    members.remove(Traceparent.NAME);
    return EventId.generated(EventKey.sha256(CanonicalJson.bytes(new JsonObject(members))));
  }

  private static @Nullable String name(JsonObject body, List<Problem> problems) {
    var text = requiredText(body, "event", problems);
    if (text == null || isName(text)) {
      return text;
    }
    problems.add(
        problem(
            "event", "bad_name", "An event name has 1 to " + MAX_NAME + " printable characters."));
    return null;
  }

  private static boolean isName(String text) {
    return !text.isBlank()
        && text.codePointCount(0, text.length()) <= MAX_NAME
        && text.codePoints().noneMatch(Character::isISOControl);
  }

  private @Nullable Instant time(JsonObject body, List<Problem> problems) {
    var text = requiredText(body, "event_time", problems);
    if (text == null) {
      return null;
    }
    var time = IsoTime.parse(text);
    if (time.isEmpty()) {
      problems.add(
          problem(
              "event_time",
              IsoTime.lacksZone(text) ? "no_zone" : "bad_time",
              "Wanted an ISO 8601 time with offset or Z, such as 2026-05-01T12:30:00Z."));
      return null;
    }
    if (time.get().isAfter(clock.instant().plus(MOST_AHEAD))) {
      problems.add(
          problem("event_time", "in_future", "The time lies more than 10 minutes in the future."));
    }
    return time.get();
  }

  private static @Nullable EventSource source(JsonObject body, List<Problem> problems) {
    var text = requiredText(body, "event_source", problems);
    if (text == null) {
      return null;
    }
    var source = EventSource.ofWire(text);
    if (source.isEmpty()) {
      problems.add(
          problem("event_source", "unknown_value", "Wanted one of web, app, offline, crm."));
    }
    return source.orElse(null);
  }

  private static void context(JsonObject body, List<Problem> problems) {
    var given = present(body, "context");
    if (given == null) {
      problems.add(problem("context", "required", "The context is missing."));
      return;
    }
    if (!(given instanceof JsonObject context)) {
      problems.add(wrongType(CONTEXT, "an object", given));
      return;
    }
    int before = problems.size();
    contextTypes(context, problems);
    if (problems.size() == before
        && IDENTIFIERS.stream().noneMatch(name -> isGiven(context, name))) {
      problems.add(
          Problem.at(
              CONTEXT,
              "no_identifier",
              "Wanted at least one identifier: " + String.join(", ", IDENTIFIERS) + "."));
    }
  }

  private static boolean isGiven(JsonObject context, String name) {
    return switch (context.get(name)) {
      case JsonArray(var elements) -> elements.stream().anyMatch(element -> !element.isEmpty());
      case Json value -> !value.isEmpty();
      case null -> false;
    };
  }

  private static void contextTypes(JsonObject context, List<Problem> problems) {
    for (var name : TEXT_OR_TEXTS) {
      var value = present(context, name);
      if (value != null && !isTextOrTexts(value)) {
        problems.add(wrongType(CONTEXT.at(name), "a string or an array of strings", value));
      }
    }
    for (var name : TEXTS) {
      var value = present(context, name);
      if (value != null && value.text() == null) {
        problems.add(wrongType(CONTEXT.at(name), "a string", value));
      }
    }
    for (var name : OBJECTS) {
      var value = present(context, name);
      if (value != null && !(value instanceof JsonObject)) {
        problems.add(wrongType(CONTEXT.at(name), "an object", value));
      }
    }
  }

  private static boolean isTextOrTexts(Json value) {
    return value instanceof JsonString
        || (value instanceof JsonArray(var elements)
            && elements.stream().allMatch(JsonString.class::isInstance));
  }

  private static void properties(JsonObject body, @Nullable String name, List<Problem> problems) {
    boolean revenue = name != null && REVENUE_EVENTS.contains(name);
    var given = present(body, "properties");
    if (given == null) {
      if (revenue) {
        problems.add(
            problem("properties", "required", name + " needs properties with value and currency."));
      }
      return;
    }
    if (!(given instanceof JsonObject properties)) {
      problems.add(wrongType(PROPERTIES, "an object", given));
      return;
    }
    value(properties, revenue, problems);
    currency(properties, revenue, problems);
  }

  private static void value(JsonObject properties, boolean required, List<Problem> problems) {
    var value = present(properties, "value");
    if (value == null) {
      if (required) {
        problems.add(Problem.at(PROPERTIES.at("value"), "required", "The value is missing."));
      }
    } else if (!(value instanceof JsonNumber)) {
      problems.add(wrongType(PROPERTIES.at("value"), "a number", value));
    }
  }

  private static void currency(JsonObject properties, boolean required, List<Problem> problems) {
    var currency = present(properties, "currency");
    if (currency == null) {
      if (required) {
        problems.add(Problem.at(PROPERTIES.at("currency"), "required", "The currency is missing."));
      }
      return;
    }
    var text = currency.text();
    if (text == null) {
      problems.add(wrongType(PROPERTIES.at("currency"), "a string", currency));
    } else if (!CURRENCY.matcher(text).matches()) {
      problems.add(
          Problem.at(
              PROPERTIES.at("currency"),
              "bad_currency",
              "Wanted an ISO 4217 code of three letters."));
    }
  }

  private static @Nullable EventId id(JsonObject body, List<Problem> problems) {
    var given = present(body, "event_id");
    if (given == null) {
      return null;
    }
    var text = given.text();
    if (text == null) {
      problems.add(wrongType(JsonPointer.ROOT.at("event_id"), "a string", given));
      return null;
    }
    if (!EventId.isValid(text)) {
      problems.add(
          problem(
              "event_id", "bad_id", "An event id has 1 to " + EventId.MAX_LENGTH + " characters."));
      return null;
    }
    return new EventId(text);
  }

  private static @Nullable String requiredText(
      JsonObject body, String name, List<Problem> problems) {
    var value = present(body, name);
    if (value == null) {
      problems.add(problem(name, "required", "The " + name + " is missing."));
      return null;
    }
    var text = value.text();
    if (text == null) {
      problems.add(wrongType(JsonPointer.ROOT.at(name), "a string", value));
    }
    return text;
  }

  /** Null says nothing in a conversion event: a member that is null counts as absent. */
  private static @Nullable Json present(JsonObject object, String name) {
    var value = object.get(name);
    return value instanceof JsonNull ? null : value;
  }

  private static Problem problem(String member, String code, String message) {
    return Problem.at(JsonPointer.ROOT.at(member), code, message);
  }

  private static Problem wrongType(JsonPointer pointer, String wanted, Json got) {
    return Problem.at(pointer, "wrong_type", "Wanted " + wanted + ", got " + got.kind() + ".");
  }
}
