package dev.waybill.tiktok;

import dev.waybill.domain.destination.Outcome.Deferred;
import dev.waybill.tiktok.TikTokCode.Meaning;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls {@code event/track} within the token's budget, and gives what TikTok says of limits its
 * wait.
 */
final class Tracker {
  /**
   * So often an unknown code is taken for an illness of TikTok's, and then for an event's fault.
   */
  private static final int ILLNESSES = 3;

  private static final int MOST_CODES = 1_000;

  private final TikTokApi api;
  private final CallBudget budget;
  private final CallLimits limits;
  private final UnknownCodes unknownCodes;
  private final InstantSource clock;
  private final Map<String, Integer> strange = new ConcurrentHashMap<>();

  Tracker(
      TikTokApi api,
      CallBudget budget,
      CallLimits limits,
      UnknownCodes unknownCodes,
      InstantSource clock) {
    this.api = api;
    this.budget = budget;
    this.limits = limits;
    this.unknownCodes = unknownCodes;
    this.clock = clock;
  }

  /** Null when a call may be made, and it is counted; else how long none may. */
  @Nullable Deferred admit(Instant now) {
    return budget.spend(limits, now);
  }

  TikTokAnswer track(byte[] body) {
    var answer = api.track(body);
    if (answer.isUnknown()) {
      unknownCodes.saw(answer.code());
      return explained(answer);
    }
    if (answer.meaning() == Meaning.THROTTLED) {
      return answer.waiting(budget.refused(answer.message(), answer.retryAfter(), clock.instant()));
    }
    if (answer.status() != null) {
      budget.passed();
    }
    return answer;
  }

  /** Else one event that TikTok cannot digest would hold up all behind it until it expires. */
  private TikTokAnswer explained(TikTokAnswer answer) {
    if (strange.size() >= MOST_CODES || strange.merge(answer.code(), 1, Integer::sum) > ILLNESSES) {
      return answer.meaning(Meaning.UNCLEAR);
    }
    return answer;
  }
}
