package dev.waybill.tiktok.simulator;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Judges one event: what TikTok refuses is a problem, what it passes over in silence a finding. */
final class EventCheck {
  private static final long FIRST_TEN_DIGITS = 1_000_000_000L;
  private static final long LAST_TEN_DIGITS = 9_999_999_999L;
  private static final long AHEAD_SECONDS = 600;
  private static final long NOT_TOO_OLD_SECONDS = 7 * 86_400L;
  private static final Pattern CUSTOM_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,49}");
  private static final Set<String> SOURCE_BLOCKS =
      Set.of("page", "app", "lead", "ad", "limited_data_use");

  private final Source source;
  private final Findings findings;
  private final ShapeCheck shapes;
  private final UserCheck users;
  private final EventRules rules;

  EventCheck(Source source, EventRules rules, Findings findings) {
    this.source = source;
    this.findings = findings;
    this.shapes = new ShapeCheck(findings);
    this.users = new UserCheck(source, rules.hashes(), findings);
    this.rules = rules;
  }

  Optional<Problem> check(JsonNode event) {
    return shapes
        .check(event, Vocabulary.EVENT)
        .or(() -> name(event.path("event")))
        .or(() -> time(event.path("event_time")))
        .or(() -> id(event))
        .or(() -> users.check(event.path("user")))
        .or(() -> blocks(event))
        .or(() -> properties(event));
  }

  private Optional<Problem> name(JsonNode node) {
    var name = node.stringValue("");
    if (name.isEmpty()) {
      return Problem.at("event", "not a valid string.");
    }
    if (Vocabulary.STANDARD_EVENTS.contains(name)) {
      return Optional.empty();
    }
    findings.addIf(Vocabulary.OLD_EVENTS.contains(name), Finding.OLD_EVENT_NAME);
    if (source == Source.OFFLINE && !Vocabulary.OLD_EVENTS.contains(name)) {
      return Problem.at("event", "must be a standard event.");
    }
    findings.addIf(
        source != Source.APP && Vocabulary.RESERVED_EVENTS.contains(name),
        Finding.RESERVED_EVENT_NAME);
    findings.addIf(!CUSTOM_NAME.matcher(name).matches(), Finding.INVALID_EVENT_NAME);
    return Optional.empty();
  }

  private Optional<Problem> time(JsonNode node) {
    if (!node.isIntegralNumber()) {
      return Problem.at("event_time", "not a valid integer.");
    }
    if (!node.canConvertToLong()
        || node.longValue() < FIRST_TEN_DIGITS
        || node.longValue() > LAST_TEN_DIGITS) {
      return Problem.at("event_time", "not a valid unix timestamp in seconds.");
    }
    long age = rules.now().getEpochSecond() - node.longValue();
    findings.addIf(age < -AHEAD_SECONDS, Finding.EVENT_TIME_IN_FUTURE);
    findings.addIf(
        source != Source.OFFLINE && age > NOT_TOO_OLD_SECONDS, Finding.EVENT_TIME_TOO_OLD);
    return rules.outside(source, age).flatMap(reason -> Problem.at("event_time", reason));
  }

  private Optional<Problem> id(JsonNode event) {
    var id = event.path("event_id");
    if (id.isString() && id.stringValue().isEmpty()) {
      return Problem.at("event_id", "not a valid string.");
    }
    findings.addIf(id.isMissingNode() && source != Source.APP, Finding.NO_EVENT_ID);
    return Optional.empty();
  }

  private Optional<Problem> blocks(JsonNode event) {
    for (var block : SOURCE_BLOCKS) {
      findings.addIf(event.has(block) && !source.hasBlock(block), Finding.NOT_FOR_THIS_SOURCE);
    }
    return switch (source) {
      case WEB -> page(event.path("page"));
      case APP -> required(event, "app", "app_id");
      case CRM -> required(event, "lead", "lead_id");
      case OFFLINE -> Optional.empty();
    };
  }

  private Optional<Problem> page(JsonNode page) {
    if (page.isMissingNode()) {
      findings.add(Finding.NO_PAGE);
      return Optional.empty();
    }
    var url = page.path("url").stringValue("");
    if (url.isEmpty()) {
      return Problem.at("page.url", "not a valid string.");
    }
    findings.addIf(
        !url.startsWith("https://") && !url.startsWith("http://"), Finding.PAGE_URL_NOT_ABSOLUTE);
    return Optional.empty();
  }

  private static Optional<Problem> required(JsonNode event, String block, String field) {
    if (!event.has(block)) {
      return Problem.at(block, "not a valid object.");
    }
    var value = event.path(block).path(field).stringValue("");
    return value.isEmpty()
        ? Problem.at(block + "." + field, "not a valid string.")
        : Optional.empty();
  }

  private Optional<Problem> properties(JsonNode event) {
    var properties = event.path("properties");
    boolean valued = properties.has("value");
    var currency = properties.path("currency").stringValue("");
    findings.addIf(valued && currency.isEmpty(), Finding.VALUE_WITHOUT_CURRENCY);
    findings.addIf(
        !currency.isEmpty() && !Vocabulary.CURRENCIES.contains(currency),
        Finding.UNSUPPORTED_CURRENCY);
    findings.addIf(
        !valued && event.path("event").stringValue().equals("Purchase"),
        Finding.PURCHASE_WITHOUT_VALUE);
    return contents(properties.path("contents"));
  }

  private static Optional<Problem> contents(JsonNode contents) {
    for (int i = 0; i < contents.size(); i++) {
      if (contents.get(i).path("content_id").stringValue("none").isEmpty()) {
        return Problem.at("properties.contents." + i + ".content_id", "not a valid string.");
      }
    }
    return Optional.empty();
  }
}
