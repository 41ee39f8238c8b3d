package dev.waybill.destination.tck;

import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.destination.Halving.Answer;
import dev.waybill.domain.destination.Halving.Reach;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.SafeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the toy makes of what the platform said. */
record ToyVerdict(Flaw flaw, Credential credential) {
  static final Outcome EXCEPTED = new Outcome.Rejected("except", "not this one");

  Answer answer(ToyClient.Said said, List<OutboundEvent> sent) {
    var message = safe(said.message());
    return switch (said.why()) {
      case "ok" -> new Answer.Settled(taken(said, sent));
      case "bad" -> refused(sent, message);
      case "token" ->
          flaw == Flaw.KILLS_FOR_A_BAD_TOKEN
              ? all(sent, new Outcome.Rejected("token", message))
              : stopped(new Outcome.Blocked("token", message));
      case "busy" ->
          stopped(
              flaw == Flaw.TAKES_BUSY_FOR_BAD_TOKEN
                  ? new Outcome.Blocked("busy", message)
                  : later(Cause.THROTTLE, "busy", message, said.named()));
      case "unreadable" -> unreadable(said, sent, message);
      default -> unheard(said.why(), sent, message);
    };
  }

  private List<Outcome> taken(ToyClient.Said said, List<OutboundEvent> sent) {
    var outcomes = new ArrayList<Outcome>();
    for (var event : sent) {
      boolean taken =
          flaw == Flaw.TAKES_HALF_FOR_THE_WHOLE || !said.except().contains(event.id().value());
      outcomes.add(taken ? Outcome.ACCEPTED : EXCEPTED);
    }
    if (flaw == Flaw.TURNS_THE_ORDER_ROUND) {
      Collections.reverse(outcomes);
    }
    return outcomes;
  }

  private Answer refused(List<OutboundEvent> sent, String message) {
    var alone =
        flaw == Flaw.DEFERS_A_BAD_EVENT
            ? later(Cause.EVENT, "bad", message, null)
            : new Outcome.Rejected("bad", message);
    return flaw == Flaw.KILLS_THE_NEIGHBOURS ? all(sent, alone) : new Answer.Refused(alone, null);
  }

  private Answer unreadable(ToyClient.Said said, List<OutboundEvent> sent, String message) {
    boolean success = Objects.equals(said.status(), 200);
    if (flaw == Flaw.BELIEVES_THE_STATUS && success) {
      return all(sent, Outcome.ACCEPTED);
    }
    if (flaw == Flaw.TAKES_GARBLE_FOR_A_REFUSAL && success) {
      return all(sent, new Outcome.Rejected("unreadable", message));
    }
    return stopped(
        later(
            flaw == Flaw.TAKES_AN_ERROR_PAGE_FOR_A_VERDICT && !success
                ? Cause.TRANSIENT
                : Cause.UNANSWERED,
            "unreadable",
            message,
            null));
  }

  private Answer unheard(String why, List<OutboundEvent> sent, String message) {
    if (flaw == Flaw.TAKES_A_TIMEOUT_FOR_A_YES && why.equals("late")) {
      return all(sent, Outcome.ACCEPTED);
    }
    boolean unsent =
        switch (why) {
          case "unreachable" -> flaw != Flaw.TAINTS_WHAT_IT_NEVER_SENT;
          case "broken" -> flaw == Flaw.TAKES_A_HANG_UP_FOR_UNSENT;
          default -> false;
        };
    return stopped(later(unsent ? Cause.TRANSIENT : Cause.UNANSWERED, why, message, null));
  }

  private Outcome later(Cause cause, String code, String message, @Nullable Duration wait) {
    return new Outcome.Deferred(
        cause, code, message, flaw == Flaw.FORGETS_THE_NAMED_WAIT ? null : wait);
  }

  private static Answer stopped(Outcome outcome) {
    return new Answer.Stopped(outcome, Reach.DELIVERY);
  }

  private static Answer all(List<OutboundEvent> sent, Outcome outcome) {
    return new Answer.Settled(Collections.nCopies(sent.size(), outcome));
  }

  String safe(String message) {
    return flaw == Flaw.REPEATS_THE_PLATFORM ? message : SafeMessage.of(message, credential);
  }
}
