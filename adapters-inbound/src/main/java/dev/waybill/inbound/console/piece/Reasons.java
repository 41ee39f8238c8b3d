package dev.waybill.inbound.console.piece;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.relay.ReadBacklogs.BacklogUntil;
import dev.waybill.domain.relay.ReadBacklogs.Cause;
import dev.waybill.domain.relay.ReadBacklogs.FirstExpiry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a connector does not deliver, in full. */
public final class Reasons {
  private Reasons() {}

  /** None when it delivers. */
  public static List<ReasonBlock> of(Connector connector, @Nullable BacklogUntil until) {
    long waiting = until == null ? 0 : until.backlog().waiting() + until.backlog().retrying();
    var expiry = until == null ? null : until.firstExpiry();
    if (connector instanceof Connector.Unconfigured(_, _, var active, var reasons)) {
      var tone = active == null ? Tone.WARN : Tone.BAD;
      return reasons.stream()
          .map(
              reason ->
                  new ReasonBlock(
                      tone,
                      reason.code(),
                      reason.message(),
                      reason.since(),
                      waiting,
                      expiry == null ? null : expiry.at(),
                      cause(expiry),
                      todo(active != null),
                      active == null ? goOn(connector) : repair(connector)))
          .toList();
    }
    if (connector.registration().paused()) {
      return List.of(paused(connector, waiting, expiry));
    }
    return List.of();
  }

  private static String todo(boolean parked) {
    return parked
        ? "Put that right and verify; delivery then goes on by itself where it stopped, in order."
        : "Finish setting it up: it delivers once its checklist passes.";
  }

  private static Link goOn(Connector connector) {
    var draft = connector.draft();
    var step = draft == null || draft.credential() == null ? "/authenticate" : "/verify";
    return new Link("Go on setting it up", path(connector) + step);
  }

  private static Link repair(Connector connector) {
    return new Link("Renew the credential", path(connector) + "/authenticate");
  }

  private static ReasonBlock paused(
      Connector connector, long waiting, @Nullable FirstExpiry expiry) {
    return new ReasonBlock(
        Tone.WARN,
        "paused",
        "Somebody paused it.",
        null,
        waiting,
        expiry == null ? null : expiry.at(),
        cause(expiry),
        "Resume it and it goes on where it stopped.",
        new Link("Open it", path(connector)));
  }

  /** What for something expires, as the end of "expires …". */
  public static String cause(@Nullable FirstExpiry expiry) {
    if (expiry == null) {
      return "";
    }
    return expiry.cause() == Cause.WINDOW
        ? "(the platform would not count it any more)"
        : "(it leaves the log)";
  }

  private static String path(Connector connector) {
    return "/console/connectors/" + connector.id();
  }
}
