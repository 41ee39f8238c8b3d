package dev.waybill.tiktok.simulator;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;

/**
 * What is remembered of an event while it is read, for the checks that come after it. Used again
 * for each event of a call.
 */
final class EventFacts implements ShapeReader.Values {
  private static final int LONGEST_TTCLID = 1_000;

  private final HashRule hashes;
  private final Findings findings;
  private final EnumSet<Block> blocks = EnumSet.noneOf(Block.class);
  private String name = "";
  private String id = "";
  private String currency = "";
  private String pageUrl = "";
  private String appId = "";
  private String leadId = "";
  private Optional<BigDecimal> value = Optional.empty();
  private boolean hasTime;
  private boolean hasId;
  private long time;

  /** The objects whose presence matters. */
  enum Block {
    USER,
    PAGE,
    APP,
    LEAD
  }

  EventFacts(HashRule hashes, Findings findings) {
    this.hashes = hashes;
    this.findings = findings;
  }

  void clear() {
    blocks.clear();
    name = "";
    id = "";
    currency = "";
    pageUrl = "";
    appId = "";
    leadId = "";
    value = Optional.empty();
    hasTime = false;
    hasId = false;
  }

  @Override
  public Optional<Problem> scalar(Role role, JsonParser parser) {
    switch (role) {
      case EVENT_NAME -> name = parser.getString();
      case EVENT_TIME -> time(parser);
      case EVENT_ID -> id(parser);
      case VALUE -> value = Optional.of(parser.getDecimalValue());
      case CURRENCY -> currency = parser.getString();
      case PAGE_URL -> pageUrl = parser.getString();
      case APP_ID -> appId = parser.getString();
      case LEAD_ID -> leadId = parser.getString();
      case CLEAR -> findings.addIf(Hashes.isHash(parser), Finding.HASHED_BUT_WANTED_PLAIN);
      case CLICK_ID -> clickId(parser);
      case PERSONAL, HASHED -> {
        return hashed(role, parser);
      }
      case CONTENT_ID -> {
        return contentId(parser);
      }
      case PLAIN -> {}
    }
    return Optional.empty();
  }

  @Override
  public void end(Group group, int members) {
    switch (group.path()) {
      case "user" -> {
        blocks.add(Block.USER);
        findings.addIf(members == 0, Finding.NO_IDENTIFIER);
      }
      case "page" -> blocks.add(Block.PAGE);
      case "app" -> blocks.add(Block.APP);
      case "lead" -> blocks.add(Block.LEAD);
      default -> {}
    }
  }

  private void time(JsonParser parser) {
    hasTime = true;
    time = parser.getNumberType() == NumberType.BIG_INTEGER ? -1 : parser.getLongValue();
  }

  private void id(JsonParser parser) {
    hasId = true;
    id = parser.getString();
  }

  private void clickId(JsonParser parser) {
    findings.addIf(Hashes.isHash(parser), Finding.HASHED_BUT_WANTED_PLAIN);
    findings.addIf(parser.getStringLength() > LONGEST_TTCLID, Finding.TTCLID_TOO_LONG);
  }

  private Optional<Problem> hashed(Role role, JsonParser parser) {
    if (Hashes.isHash(parser)) {
      findings.addIf(Hashes.isOfNothing(parser), Finding.HASH_OF_EMPTY_STRING);
      return Optional.empty();
    }
    if (role == Role.PERSONAL && hashes == HashRule.REFUSED) {
      return Optional.of(
          new Problem(Problem.Stage.USER, Code.NOT_HASHED, "", "must be hashed with SHA-256."));
    }
    findings.add(Finding.NOT_HASHED);
    return Optional.empty();
  }

  private static Optional<Problem> contentId(JsonParser parser) {
    return parser.getStringLength() == 0
        ? Problem.at(Problem.Stage.CONTENT, "", "not a valid string.")
        : Optional.empty();
  }

  boolean has(Block block) {
    return blocks.contains(block);
  }

  String name() {
    return name;
  }

  boolean hasTime() {
    return hasTime;
  }

  long time() {
    return time;
  }

  boolean hasId() {
    return hasId;
  }

  String id() {
    return id;
  }

  String currency() {
    return currency;
  }

  String pageUrl() {
    return pageUrl;
  }

  String appId() {
    return appId;
  }

  String leadId() {
    return leadId;
  }

  Optional<BigDecimal> value() {
    return value;
  }
}
