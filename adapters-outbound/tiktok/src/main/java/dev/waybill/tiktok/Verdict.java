package dev.waybill.tiktok;

import dev.waybill.domain.destination.Halving.Answer;
import dev.waybill.domain.destination.Halving.Reach;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import java.time.Duration;
import java.util.List;

/** From what TikTok meant to what becomes of the events. */
final class Verdict {
  /** How long a maintenance lasts at least. */
  private static final Duration MAINTENANCE = Duration.ofMinutes(5);

  private Verdict() {}

  static Answer of(TikTokAnswer answer, List<Integer> positions) {
    return switch (answer.meaning()) {
      case TAKEN -> Answer.settled(positions, Outcome.ACCEPTED);
      case UNPROVEN -> Answer.settled(positions, later(answer, Cause.UNPROVEN));
      case THROTTLED -> new Answer.Stopped(later(answer, Cause.THROTTLE), Reach.DELIVERY);
      case ILL -> new Answer.Stopped(later(answer, Cause.TRANSIENT), Reach.DELIVERY);
      case LOST -> new Answer.Stopped(later(answer, Cause.UNANSWERED), Reach.DELIVERY);
      case CLOSED ->
          new Answer.Stopped(
              later(
                  answer.retryAfter() == null ? answer.waiting(MAINTENANCE) : answer,
                  Cause.TRANSIENT),
              Reach.DELIVERY);
      case TOKEN -> new Answer.Stopped(blocked(answer), Reach.DELIVERY);
      case SETUP, ONCE_MORE -> new Answer.Stopped(blocked(answer), Reach.GROUP);
      case CONTENT -> refused(answer, new Outcome.Rejected(answer.code(), answer.message()));
      case UNCLEAR -> refused(answer, later(answer, Cause.EVENT));
    };
  }

  private static Answer refused(TikTokAnswer answer, Outcome alone) {
    return switch (answer.refusal().field()) {
      case EVENT_SOURCE -> new Answer.Stopped(blocked(answer), Reach.GROUP);
      case TEST_EVENT_CODE, ACCESS_TOKEN -> new Answer.Stopped(blocked(answer), Reach.DELIVERY);
      case null -> new Answer.Refused(alone, answer.refusal().index());
    };
  }

  private static Outcome later(TikTokAnswer answer, Cause cause) {
    return new Outcome.Deferred(cause, answer.code(), answer.message(), answer.retryAfter());
  }

  private static Outcome blocked(TikTokAnswer answer) {
    var id = answer.requestId();
    return new Outcome.Blocked(
        answer.code(), id == null ? answer.message() : answer.message() + " (request " + id + ")");
  }
}
