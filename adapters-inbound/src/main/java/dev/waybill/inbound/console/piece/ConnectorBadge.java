package dev.waybill.inbound.console.piece;

import dev.waybill.domain.connector.Connector;

/** A connector's status in a word or two. */
public final class ConnectorBadge {
  private ConnectorBadge() {}

  public static Badge of(Connector connector) {
    boolean paused = connector.registration().paused();
    return switch (connector) {
      case Connector.Configured _ ->
          paused ? new Badge(Tone.WARN, "Paused") : new Badge(Tone.GOOD, "Configured");
      case Connector.Unconfigured(_, _, var active, _) ->
          new Badge(
              active == null ? Tone.PLAIN : Tone.BAD,
              "Unconfigured" + (active == null ? "" : ", parked") + (paused ? ", paused" : ""));
    };
  }
}
