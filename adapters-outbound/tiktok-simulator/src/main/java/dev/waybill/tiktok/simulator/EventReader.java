package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.EventFacts.Block;
import dev.waybill.tiktok.simulator.Problem.Stage;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;

/**
 * Judges one event after the other while they are read: what TikTok refuses is a problem, what it
 * passes over in silence a finding.
 */
final class EventReader {
  private static final long FIRST_TEN_DIGITS = 1_000_000_000L;
  private static final long LAST_TEN_DIGITS = 9_999_999_999L;
  private static final long AHEAD_SECONDS = 600;
  private static final long NOT_TOO_OLD_SECONDS = 7 * 86_400L;
  private static final Pattern CUSTOM_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,49}");
  private static final String NO_STRING = "not a valid string.";

  private final Source source;
  private final EventRules rules;
  private final Findings findings;
  private final EventFacts facts;
  private final ShapeReader shapes;

  EventReader(JsonParser parser, Source source, EventRules rules, Findings findings) {
    this.source = source;
    this.rules = rules;
    this.findings = findings;
    this.facts = new EventFacts(rules.hashes(), findings);
    this.shapes = new ShapeReader(parser, source, findings, facts);
  }

  /** Reads the event that the parser stands at; {@link #facts()} is about it until the next one. */
  Optional<Problem> read() {
    facts.clear();
    var problem = shapes.read(Vocabulary.EVENT, Role.PLAIN);
    if (problem.filter(found -> found.stage() == Stage.SHAPE).isPresent()) {
      return problem;
    }
    return Problem.earlier(problem, others());
  }

  EventFacts facts() {
    return facts;
  }

  private Optional<Problem> others() {
    money();
    return name().or(this::time).or(this::id).or(this::blocks);
  }

  private Optional<Problem> name() {
    var name = facts.name();
    if (name.isEmpty()) {
      return Problem.at(Stage.NAME, "event", NO_STRING);
    }
    return Vocabulary.STANDARD_EVENTS.contains(name) ? Optional.empty() : otherName(name);
  }

  private Optional<Problem> otherName(String name) {
    boolean old = Vocabulary.OLD_EVENTS.contains(name);
    findings.addIf(old, Finding.OLD_EVENT_NAME);
    if (source == Source.OFFLINE && !old) {
      return Problem.at(Stage.NAME, "event", "must be a standard event.");
    }
    findings.addIf(
        source != Source.APP && Vocabulary.RESERVED_EVENTS.contains(name),
        Finding.RESERVED_EVENT_NAME);
    findings.addIf(!CUSTOM_NAME.matcher(name).matches(), Finding.INVALID_EVENT_NAME);
    return Optional.empty();
  }

  private Optional<Problem> time() {
    if (!facts.hasTime()) {
      return Problem.at(Stage.TIME, "event_time", "not a valid integer.");
    }
    if (facts.time() < FIRST_TEN_DIGITS || facts.time() > LAST_TEN_DIGITS) {
      return Problem.at(Stage.TIME, "event_time", "not a valid unix timestamp in seconds.");
    }
    long age = rules.now().getEpochSecond() - facts.time();
    findings.addIf(age < -AHEAD_SECONDS, Finding.EVENT_TIME_IN_FUTURE);
    findings.addIf(
        source != Source.OFFLINE && age > NOT_TOO_OLD_SECONDS, Finding.EVENT_TIME_TOO_OLD);
    return rules.outside(source, age).flatMap(why -> Problem.at(Stage.TIME, "event_time", why));
  }

  private Optional<Problem> id() {
    if (facts.hasId() && facts.id().isEmpty()) {
      return Problem.at(Stage.ID, "event_id", NO_STRING);
    }
    findings.addIf(!facts.hasId() && source != Source.APP, Finding.NO_EVENT_ID);
    return Optional.empty();
  }

  private Optional<Problem> blocks() {
    findings.addIf(!facts.has(Block.USER), Finding.NO_IDENTIFIER);
    return switch (source) {
      case WEB -> page();
      case APP -> required(Block.APP, "app", "app_id", facts.appId());
      case CRM -> required(Block.LEAD, "lead", "lead_id", facts.leadId());
      case OFFLINE -> Optional.empty();
    };
  }

  private Optional<Problem> page() {
    if (!facts.has(Block.PAGE)) {
      findings.add(Finding.NO_PAGE);
      return Optional.empty();
    }
    var url = facts.pageUrl();
    if (url.isEmpty()) {
      return Problem.at(Stage.BLOCK, "page.url", NO_STRING);
    }
    findings.addIf(
        !url.startsWith("https://") && !url.startsWith("http://"), Finding.PAGE_URL_NOT_ABSOLUTE);
    return Optional.empty();
  }

  private Optional<Problem> required(Block block, String path, String field, String value) {
    if (!facts.has(block)) {
      return Problem.at(Stage.BLOCK, path, "not a valid object.");
    }
    return value.isEmpty()
        ? Problem.at(Stage.BLOCK, path + "." + field, NO_STRING)
        : Optional.empty();
  }

  private void money() {
    boolean valued = facts.value().isPresent();
    var currency = facts.currency();
    findings.addIf(valued && currency.isEmpty(), Finding.VALUE_WITHOUT_CURRENCY);
    findings.addIf(
        !currency.isEmpty() && !Vocabulary.CURRENCIES.contains(currency),
        Finding.UNSUPPORTED_CURRENCY);
    findings.addIf(!valued && facts.name().equals("Purchase"), Finding.PURCHASE_WITHOUT_VALUE);
  }
}
