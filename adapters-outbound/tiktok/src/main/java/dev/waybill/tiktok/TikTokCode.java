package dev.waybill.tiktok;

import java.util.Arrays;
import java.util.List;

/**
 * TikTok's codes and what each means for the events of a call. First match wins; a code in no line
 * is judged by its size.
 */
enum TikTokCode {
  OK(Meaning.TAKEN, one(0)),
  DUPLICATED_REQUEST(Meaning.TAKEN, one(40050)),

  /** Some were taken and some not, and nobody says which: sent again, event_id drops the doubles. */
  PARTIAL_OK(Meaning.UNPROVEN, one(20001)),

  FLOW_CONTROL(Meaning.THROTTLED, one(40016)),
  /** Comes with HTTP status 401; read by that, a busy minute would look like a bad token. */
  REQUEST_TOO_FREQUENT(Meaning.THROTTLED, one(40100)),
  REQUEST_FREQUENCY_LIMITED(Meaning.THROTTLED, range(40132, 40133)),
  INTERNAL_TOO_MANY_REQUESTS(Meaning.THROTTLED, one(51021)),
  TOO_MANY_REQUESTS(Meaning.THROTTLED, one(61000)),

  INVALID_CLUSTER(Meaning.ILL, one(40014)),
  TASK_ERROR(Meaning.ILL, range(40200, 40202)),

  INVALID_PARTNER(Meaning.TOKEN, one(40101)),
  ACCESS_TOKEN_EXPIRED(Meaning.TOKEN, one(40102)),
  REFRESH_TOKEN_EXPIRED(Meaning.TOKEN, one(40103)),
  EMPTY_ACCESS_TOKEN(Meaning.TOKEN, one(40104)),
  INVALID_ACCESS_TOKEN(Meaning.TOKEN, one(40105)),
  INVALID_CORE_USER(Meaning.TOKEN, one(40106)),
  INVALID_GRANT(Meaning.TOKEN, range(40107, 40110)),
  PASSWORD_ERROR(Meaning.TOKEN, one(40112)),
  ADVERTISER_LOGOUT(Meaning.TOKEN, one(40114)),
  REQUIRE_LOGIN(Meaning.TOKEN, one(40309)),
  INVALID_AUTH_TYPE(Meaning.TOKEN, one(70001)),

  PERMISSION_ERROR(Meaning.SETUP, one(40001)),
  FORBIDDEN(Meaning.SETUP, one(40003)),
  VERSION_ERROR(Meaning.SETUP, one(40006)),
  NOT_EXIST(Meaning.SETUP, range(40007, 40008)),
  SANDBOX(Meaning.SETUP, List.of(new Range(40009, 40010), new Range(40013, 40013))),
  INVALID_API_VERSION(Meaning.SETUP, one(40051)),
  INVALID_PARTNER_NAME(Meaning.SETUP, one(40063)),
  APP_FORBIDDEN(Meaning.SETUP, List.of(new Range(40113, 40113), new Range(40117, 40117))),
  SIGNATURE(Meaning.SETUP, List.of(new Range(40115, 40116), new Range(40900, 40900))),
  NOT_IN_WHITELIST(Meaning.SETUP, one(40118)),
  IDENTITY(Meaning.SETUP, range(40119, 40122)),
  DEVELOPER(Meaning.SETUP, range(40124, 40125)),
  SCOPE_NOT_AUTHORIZED(Meaning.SETUP, range(40130, 40131)),
  ADVERTISER(Meaning.SETUP, range(40300, 40302)),
  ROUTE_NOT_FOUND(Meaning.SETUP, one(40400)),
  BLOCKED(Meaning.SETUP, List.of(new Range(41000, 41002), new Range(41013, 41013))),

  INVALID_PARAMS(Meaning.CONTENT, one(40000)),
  PARAM_ERROR(Meaning.CONTENT, one(40002)),
  ID_LIMIT_EXCEED(Meaning.CONTENT, one(40011)),
  INVALID_BATCH_SIZE(Meaning.CONTENT, one(40061)),
  PII_NOT_HASHED(Meaning.CONTENT, one(40062)),
  RPC_VALIDATION_ERROR(Meaning.CONTENT, one(40700)),

  /** Perhaps an event's fault: it is found by halving, and then has its attempts. */
  SERIALISATION(Meaning.UNCLEAR, range(53102, 53103)),

  OTHER_SERVER_SIDE(Meaning.ILL, range(50_000, Long.MAX_VALUE)),
  OTHER(Meaning.UNCLEAR, range(Long.MIN_VALUE, 49_999));

  /** What a code means for the events of a call, and for those behind them. */
  enum Meaning {
    /** TikTok has the events. */
    TAKEN,
    /** Taken or not, nobody can tell: each event is tried again by itself. */
    UNPROVEN,
    /** Too much at a time. */
    THROTTLED,
    /** TikTok is ill; the same call again may pass. */
    ILL,
    /** The token is no good. Nothing passes until somebody gives another. */
    TOKEN,
    /** The token is fine and something around it is not: account, pixel, permission, version. */
    SETUP,
    /** An event of the call is bad, and the call was refused whole. */
    CONTENT,
    /** A refusal nobody has explained: halved like CONTENT, but an event alone is tried again. */
    UNCLEAR
  }

  private record Range(long first, long last) {
    boolean holds(long code) {
      return code >= first && code <= last;
    }
  }

  private final Meaning meaning;
  private final List<Range> codes;

  TikTokCode(Meaning meaning, List<Range> codes) {
    this.meaning = meaning;
    this.codes = codes;
  }

  Meaning meaning() {
    return meaning;
  }

  static TikTokCode of(long code) {
    return Arrays.stream(values())
        .filter(line -> line.codes.stream().anyMatch(range -> range.holds(code)))
        .findFirst()
        .orElse(OTHER);
  }

  private static List<Range> one(long code) {
    return range(code, code);
  }

  private static List<Range> range(long first, long last) {
    return List.of(new Range(first, last));
  }
}
