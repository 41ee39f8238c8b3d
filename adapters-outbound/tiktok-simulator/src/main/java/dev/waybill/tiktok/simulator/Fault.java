package dev.waybill.tiktok.simulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One rule by which calls go wrong. Rules are tried in the order they were added; the first that
 * matches and is not used up decides alone.
 *
 * @param times how many calls it applies to, {@link #FOREVER} for all
 * @param match which calls it applies to
 * @param effect what happens to the call
 * @param delay how long the answer (or the hang-up after processing) is held back
 */
public record Fault(long times, Match match, Effect effect, Duration delay) {

  /** Never used up. */
  public static final long FOREVER = Long.MAX_VALUE;

  /** The path that rules apply to unless they name another one. */
  public static final String TRACK = "/open_api/v1.3/event/track/";

  private static final int HUGE = 16 << 20;

  /**
   * Which calls a rule applies to.
   *
   * @param path only calls to this path
   * @param event only calls that carry an event of this name; goes with {@link #TRACK} alone
   * @param eventSourceId only calls for this event source id; goes with {@link #TRACK} alone
   */
  public record Match(String path, Optional<String> event, Optional<String> eventSourceId) {
    static final Match EVERY_REPORT = new Match(TRACK, Optional.empty(), Optional.empty());

    public Match {
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException("path: wanted one that begins with /");
      }
      if (!path.equals(TRACK) && (event.isPresent() || eventSourceId.isPresent())) {
        throw new IllegalArgumentException("match: event and event_source_id go with " + TRACK);
      }
    }

    boolean looksInside() {
      return event.isPresent() || eventSourceId.isPresent();
    }
  }

  /** An answer under HTTP 200 that is no answer. */
  public enum Garbage {
    /** A page of a gateway. */
    HTML,
    /** No byte. */
    EMPTY,
    /** The beginning of JSON, without the rest that Content-Length promises. */
    TRUNCATED,
    /** JSON that is no object. */
    WRONG_TYPE,
    /** A good answer with 16 MiB of text in it. */
    OVERSIZED;

    Effect.Raw raw() {
      return switch (this) {
        case HTML -> new Effect.Raw(200, "text/html", "<html><body>Bad gateway</body></html>");
        case EMPTY -> json("", 0);
        case TRUNCATED -> json("{\"code\":0,\"mess", 40);
        case WRONG_TYPE -> json("[\"OK\"]", 0);
        case OVERSIZED ->
            json(
                "{\"code\":0,\"message\":\"OK\",\"data\":{},\"x\":\"" + "x".repeat(HUGE) + "\"}",
                0);
      };
    }

    private static Effect.Raw json(String body, int missingBytes) {
      return new Effect.Raw(200, "application/json", body, Map.of(), missingBytes);
    }
  }

  /** What happens to the call. */
  public sealed interface Effect {

    /** Nothing but the delay. */
    record Slow() implements Effect {}

    /** A JSON answer with this code, before any check; nothing is kept. */
    record Answer(int code, String message, int httpStatus) implements Effect {}

    /**
     * Any bytes; {@code missingBytes} are promised in Content-Length and never sent. Nothing is
     * kept.
     *
     * @param headers beside those of the body
     */
    record Raw(
        int httpStatus,
        String contentType,
        String body,
        Map<String, String> headers,
        int missingBytes)
        implements Effect {
      private static final Set<String> OF_THE_BODY = Set.of("content-type", "content-length");

      public Raw {
        headers = Map.copyOf(headers);
        headers.forEach(Raw::check);
      }

      /** The whole of a body, and no header but its own. */
      public Raw(int httpStatus, String contentType, String body) {
        this(httpStatus, contentType, body, Map.of(), 0);
      }

      /** The same, with one more header. */
      public Raw with(String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return new Raw(httpStatus, contentType, body, more, missingBytes);
      }

      private static void check(String name, String value) {
        if (!name.matches("[A-Za-z0-9-]+") || OF_THE_BODY.contains(name.toLowerCase(Locale.ROOT))) {
          throw new IllegalArgumentException(
              "headers: wanted names of letters, digits and -, but not Content-Type or Content-Length");
        }
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
          throw new IllegalArgumentException("headers: wanted printable characters in " + name);
        }
      }
    }

    /** The connection is closed without reading the body; nothing is kept. */
    record HangUpBeforeReading() implements Effect {}

    /** The call is checked and kept as usual, and the connection closed instead of answered. */
    record HangUpAfterProcessing() implements Effect {}

    /**
     * The call is checked as usual and answered with code 0, and nothing is kept: a destination
     * that lies.
     */
    record Swallow() implements Effect {}
  }

  public Fault {
    if (times < 1) {
      throw new IllegalArgumentException("times: wanted at least 1, got " + times);
    }
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay: wanted 0 or more");
    }
    if (effect instanceof Effect.HangUpBeforeReading && match.looksInside()) {
      throw new IllegalArgumentException("hang_up before_reading: cannot match what is not read");
    }
    if (effect instanceof Effect.Swallow && !match.path().equals(TRACK)) {
      throw new IllegalArgumentException("swallow: goes with " + TRACK);
    }
    if (statusOf(effect) < 200 || statusOf(effect) > 599) {
      throw new IllegalArgumentException("http_status: wanted 200 to 599, got " + statusOf(effect));
    }
    if (effect instanceof Effect.Raw raw && raw.missingBytes() < 0) {
      throw new IllegalArgumentException(
          "missing_bytes: wanted 0 or more, got " + raw.missingBytes());
    }
  }

  /** Any effect, once. */
  public static Fault once(Effect effect) {
    return new Fault(1, Match.EVERY_REPORT, effect, Duration.ZERO);
  }

  /** One JSON answer with this code. */
  public static Fault answer(int code, String message, int httpStatus) {
    return once(new Effect.Answer(code, message, httpStatus));
  }

  /** One answer that need not be JSON. */
  public static Fault raw(int httpStatus, String contentType, String body) {
    return once(new Effect.Raw(httpStatus, contentType, body));
  }

  /** One answer that is none. */
  public static Fault garbage(Garbage kind) {
    return once(kind.raw());
  }

  /** The same, for the next {@code calls} calls. */
  public Fault repeated(long calls) {
    return new Fault(calls, match, effect, delay);
  }

  /** The same, until faults are cleared. */
  public Fault forever() {
    return repeated(FOREVER);
  }

  /** The same, only for calls that carry an event of this name. */
  public Fault onEvent(String name) {
    return matching(new Match(match.path(), Optional.of(name), match.eventSourceId()));
  }

  /** The same, only for calls for this event source id. */
  public Fault onEventSourceId(String id) {
    return matching(new Match(match.path(), match.event(), Optional.of(id)));
  }

  /** The same, for calls to another path than event/track, the trailing slash included. */
  public Fault onPath(String path) {
    return matching(new Match(path, match.event(), match.eventSourceId()));
  }

  /** The same, answered later. */
  public Fault delayedBy(Duration by) {
    return new Fault(times, match, effect, by);
  }

  private Fault matching(Match other) {
    return new Fault(times, other, effect, delay);
  }

  private static int statusOf(Effect effect) {
    return switch (effect) {
      case Effect.Answer answer -> answer.httpStatus();
      case Effect.Raw raw -> raw.httpStatus();
      case Effect.Slow _,
          Effect.HangUpBeforeReading _,
          Effect.HangUpAfterProcessing _,
          Effect.Swallow _ ->
          200;
    };
  }
}
