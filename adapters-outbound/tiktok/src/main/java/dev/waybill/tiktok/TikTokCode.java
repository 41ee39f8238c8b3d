package dev.waybill.tiktok;

import java.util.Arrays;

/**
 * TikTok's codes and what each means for the events of a call. First match wins; the last two lines
 * hold every code that is not known.
 */
enum TikTokCode {
  OK(Meaning.TAKEN, 0),
  DUPLICATED_REQUEST(Meaning.TAKEN, 40050),

  /**
   * Some were taken and some not, and nobody says which: sent again, event_id drops the doubles.
   */
  PARTIAL_OK(Meaning.UNPROVEN, 20001),

  FLOW_CONTROL(Meaning.THROTTLED, 40016),
  /** Comes with HTTP status 401; read by that, a busy minute would look like a bad token. */
  REQUEST_TOO_FREQUENT(Meaning.THROTTLED, 40100),
  REQUEST_FREQUENCY_LIMITED(Meaning.THROTTLED, 40132, 40133),
  INTERNAL_TOO_MANY_REQUESTS(Meaning.THROTTLED, 51021),
  TOO_MANY_REQUESTS(Meaning.THROTTLED, 61000),

  INVALID_CLUSTER(Meaning.ONCE_MORE, 40014),
  TASK_ERROR(Meaning.ILL, 40200, 40202),

  INVALID_PARTNER(Meaning.TOKEN, 40101),
  ACCESS_TOKEN_EXPIRED(Meaning.TOKEN, 40102),
  REFRESH_TOKEN_EXPIRED(Meaning.TOKEN, 40103),
  EMPTY_ACCESS_TOKEN(Meaning.TOKEN, 40104),
  INVALID_ACCESS_TOKEN(Meaning.TOKEN, 40105),
  INVALID_CORE_USER(Meaning.TOKEN, 40106),
  INVALID_GRANT(Meaning.TOKEN, 40107, 40110),
  PASSWORD_ERROR(Meaning.TOKEN, 40112),
  ADVERTISER_LOGOUT(Meaning.TOKEN, 40114),
  REQUIRE_LOGIN(Meaning.TOKEN, 40309),
  INVALID_AUTH_TYPE(Meaning.TOKEN, 70001),

  PERMISSION_ERROR(Meaning.SETUP, 40001),
  FORBIDDEN(Meaning.SETUP, 40003),
  VERSION_ERROR(Meaning.SETUP, 40006),
  NOT_EXIST(Meaning.SETUP, 40007, 40008),
  SANDBOX(Meaning.SETUP, 40009, 40010),
  SANDBOX_ACCOUNT(Meaning.SETUP, 40013),
  INVALID_API_VERSION(Meaning.SETUP, 40051),
  INVALID_PARTNER_NAME(Meaning.SETUP, 40063),
  APP_FORBIDDEN(Meaning.SETUP, 40113),
  APP_METHOD_FORBIDDEN(Meaning.SETUP, 40117),
  SIGNATURE(Meaning.SETUP, 40115, 40116),
  SIGNATURE_ERROR(Meaning.SETUP, 40900),
  NOT_IN_WHITELIST(Meaning.SETUP, 40118),
  IDENTITY(Meaning.SETUP, 40119, 40122),
  DEVELOPER(Meaning.SETUP, 40124, 40125),
  SCOPE_NOT_AUTHORIZED(Meaning.SETUP, 40130, 40131),
  ADVERTISER(Meaning.SETUP, 40300, 40302),
  ROUTE_NOT_FOUND(Meaning.SETUP, 40400),
  BLOCKED(Meaning.SETUP, 41000, 41002),
  VIDEO_SERVICE(Meaning.SETUP, 41013),

  INVALID_PARAMS(Meaning.CONTENT, 40000),
  PARAM_ERROR(Meaning.CONTENT, 40002),
  ID_LIMIT_EXCEED(Meaning.CONTENT, 40011),
  INVALID_BATCH_SIZE(Meaning.CONTENT, 40061),
  PII_NOT_HASHED(Meaning.CONTENT, 40062),
  RPC_VALIDATION_ERROR(Meaning.CONTENT, 40700),

  /** Perhaps an event's fault: it is found by halving, and then has its attempts. */
  SERIALISATION(Meaning.UNCLEAR, 53102, 53103),

  /** Codes of other calls than ours: nothing was updated, creatives, brand safety, files, ads. */
  NO_UPDATE(Meaning.UNCLEAR, 40012),
  CREATIVE(Meaning.UNCLEAR, 40052, 40053),
  BRAND_SAFETY(Meaning.UNCLEAR, 40126, 40129),
  AD_COUNT(Meaning.UNCLEAR, 40502),
  FILE(Meaning.UNCLEAR, 40901, 40916),

  SYS_ERROR(Meaning.ILL, 50000),
  /** Somebody behind TikTok's door gave no answer: he may have the events all the same. */
  SYS_TIMEOUT(Meaning.LOST, 50002),
  SERVICE_TIMEOUT(Meaning.LOST, 51001),
  INTERNAL_TIMEOUT(Meaning.LOST, 51010),
  AUTH_SERVICE_TIMEOUT(Meaning.LOST, 51039),
  INTERNAL_SERVICE(Meaning.ILL, 51000, 51099),
  STORAGE(Meaning.ILL, 52000, 52204),
  MAINTENANCE(Meaning.CLOSED, 60001),

  UNKNOWN_SERVER_SIDE(Meaning.ILL, 50_000, Long.MAX_VALUE),
  UNKNOWN(Meaning.UNCLEAR, Long.MIN_VALUE, 49_999);

  /** What a code means for the events of a call, and for those behind them. */
  enum Meaning {
    /** TikTok has the events. */
    TAKEN,
    /** Taken or not, nobody can tell: each event is tried again by itself. */
    UNPROVEN,
    /** Too much at a time. */
    THROTTLED,
    /** TikTok is ill and took nothing; the same call again may pass. */
    ILL,
    /** Nobody knows whether TikTok has the events: no verdict came. */
    LOST,
    /** TikTok is closed for a while and took nothing. */
    CLOSED,
    /** The same call at once may pass; if it does not, the set-up is at fault. */
    ONCE_MORE,
    /** The token is no good. Nothing passes until somebody gives another. */
    TOKEN,
    /** The token is fine and something around it is not: account, pixel, permission, version. */
    SETUP,
    /** An event of the call is bad, and the call was refused whole. */
    CONTENT,
    /** A refusal nobody has explained: halved like CONTENT, but an event alone is tried again. */
    UNCLEAR
  }

  private final Meaning meaning;
  private final long first;
  private final long last;

  TikTokCode(Meaning meaning, long code) {
    this(meaning, code, code);
  }

  TikTokCode(Meaning meaning, long first, long last) {
    this.meaning = meaning;
    this.first = first;
    this.last = last;
  }

  Meaning meaning() {
    return meaning;
  }

  static TikTokCode of(long code) {
    return Arrays.stream(values())
        .filter(line -> code >= line.first && code <= line.last)
        .findFirst()
        .orElse(UNKNOWN);
  }

  boolean isKnown() {
    return this != UNKNOWN && this != UNKNOWN_SERVER_SIDE;
  }
}
