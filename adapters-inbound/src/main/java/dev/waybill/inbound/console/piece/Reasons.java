package dev.waybill.inbound.console.piece;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.relay.ReadBacklogs.BacklogUntil;
import dev.waybill.domain.relay.ReadBacklogs.Cause;
import dev.waybill.domain.relay.ReadBacklogs.FirstExpiry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a connector does not deliver, in full. */
public final class Reasons {
  private Reasons() {}

  /** None when it delivers; more than one when it is parked and paused too. */
  public static List<ReasonBlock> of(Connector connector, @Nullable BacklogUntil until) {
    var waiting = until == null ? 0 : until.backlog().waiting() + until.backlog().retrying();
    var stuck = new Stuck(connector, waiting, until == null ? null : until.firstExpiry());
    var blocks = new ArrayList<ReasonBlock>();
    if (connector instanceof Connector.Unconfigured parked) {
      parked.reasons().forEach(reason -> blocks.add(stuck.unconfigured(parked, reason)));
    }
    if (connector.registration().paused()) {
      blocks.add(stuck.paused());
    }
    return blocks;
  }

  /**
   * Since when a connector is paused: for sure where it is not parked, or was paused before it was;
   * else nobody knows any more.
   */
  public static @Nullable Instant pausedSince(Connector connector) {
    var idle = connector.registration().idleSince();
    return idle != null
            && connector instanceof Connector.Unconfigured(_, _, _, var reasons)
            && !idle.isBefore(reasons.getFirst().since())
        ? null
        : idle;
  }

  private record Stuck(Connector connector, long waiting, @Nullable FirstExpiry expiry) {
    ReasonBlock unconfigured(Connector.Unconfigured parked, Reason reason) {
      if (parked.active() == null) {
        return block(
            new Badge(Tone.WARN, reason.code()),
            reason.message(),
            reason.since(),
            "Finish setting it up: it delivers once its checklist passes.",
            goOn());
      }
      var repair = Repair.of(reason.code(), path());
      return block(
          new Badge(Tone.BAD, reason.code()),
          reason.message(),
          reason.since(),
          repair.todo(),
          repair.link());
    }

    ReasonBlock paused() {
      return block(
          new Badge(Tone.WARN, "paused"),
          "Somebody paused it.",
          pausedSince(connector),
          connector instanceof Connector.Configured
              ? "Resume it and it goes on where it stopped."
              : "Resume it too: repaired alone, it still does not deliver.",
          new Link("Open it", path()));
    }

    private ReasonBlock block(
        Badge code, String happened, @Nullable Instant since, String todo, Link link) {
      return new ReasonBlock(
          code.tone(),
          code.text(),
          happened,
          since,
          waiting,
          expiry == null ? null : expiry.at(),
          cause(expiry),
          todo,
          link);
    }

    private Link goOn() {
      var draft = connector.draft();
      var step = draft == null || draft.credential() == null ? "/authenticate" : "/verify";
      return new Link("Go on setting it up", path() + step);
    }

    private String path() {
      return "/console/connectors/" + connector.id();
    }
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
}
