package dev.waybill.tiktok;

import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.Outcome.Deferred;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The calls made with one token, by all connectors of this process that have it, and how long to
 * wait when TikTok says that they were too many. For many threads.
 */
final class CallBudget {
  /**
   * Throttled for so long without a call that passed: it is the minute's limit, not the second's.
   */
  private static final Duration SUSTAINED = Duration.ofSeconds(60);

  /** What TikTok documents for the minute's limit. */
  private static final Duration MINUTE_LIMIT = Duration.ofMinutes(5);

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 5;
  private static final Duration LONGEST_NAMED = Duration.ofDays(1);

  /** So long after the last refusal a new one begins a new count. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private static final Pattern DAY =
      Pattern.compile("\\b(?:daily|per day|a day|day limit|QPD)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern MINUTE =
      Pattern.compile("\\b(?:per minute|a minute|minute limit|QPM)\\b", Pattern.CASE_INSENSITIVE);

  private final Window second = new Window("second", ChronoUnit.SECONDS);
  private final Window minute = new Window("minute", ChronoUnit.MINUTES);
  private final Window day = new Window("day", ChronoUnit.DAYS);

  private int refusals;
  private Instant firstRefusal = Instant.MIN;
  private Instant lastRefusal = Instant.MIN;

  /** Counts one call; or counts nothing and says when there is room again. */
  synchronized @Nullable Deferred spend(CallLimits limits, Instant now) {
    var windows = List.of(day, minute, second);
    var most = List.of(limits.day(), limits.minute(), limits.second());
    for (int i = 0; i < windows.size(); i++) {
      if (windows.get(i).countAt(now) >= most.get(i)) {
        return windows.get(i).usedUp(now, most.get(i));
      }
    }
    windows.forEach(Window::count);
    return null;
  }

  /** A call was answered, and not for being one too many. */
  synchronized void passed() {
    refusals = 0;
  }

  /**
   * TikTok says that the calls were too many.
   *
   * @return how long to wait: what it named, else 5 minutes where the minute's limit is named or
   *     the refusals have lasted, else until 00:00 UTC where the day's is, else a second that
   *     doubles
   */
  synchronized Duration refused(String message, @Nullable Duration named, Instant now) {
    if (refusals == 0 || Duration.between(lastRefusal, now).compareTo(FORGOTTEN) > 0) {
      refusals = 0;
      firstRefusal = now;
    }
    lastRefusal = now;
    var growing = FIRST_WAIT.multipliedBy(1L << Math.min(refusals++, MOST_DOUBLINGS));
    if (named != null) {
      return bounded(named);
    }
    if (DAY.matcher(message).find()) {
      return day.rest(now);
    }
    boolean lasting = Duration.between(firstRefusal, now).compareTo(SUSTAINED) >= 0;
    return lasting || MINUTE.matcher(message).find() ? MINUTE_LIMIT : growing;
  }

  private static Duration bounded(Duration named) {
    if (named.compareTo(FIRST_WAIT) < 0) {
      return FIRST_WAIT;
    }
    return named.compareTo(LONGEST_NAMED) > 0 ? LONGEST_NAMED : named;
  }

  /** One span of the clock and the calls made in it. */
  private static final class Window {
    private final String name;
    private final ChronoUnit span;
    private Instant began = Instant.MIN;
    private long calls;

    Window(String name, ChronoUnit span) {
      this.name = name;
      this.span = span;
    }

    long countAt(Instant now) {
      var current = now.truncatedTo(span);
      if (!current.equals(began)) {
        began = current;
        calls = 0;
      }
      return calls;
    }

    void count() {
      calls++;
    }

    Duration rest(Instant now) {
      return Duration.between(now, now.truncatedTo(span).plus(span.getDuration()));
    }

    Deferred usedUp(Instant now, long limit) {
      return new Deferred(
          Cause.THROTTLE,
          "call_limit_" + name,
          "The token has had its " + limit + " calls of this " + name + ".",
          rest(now));
    }
  }
}
