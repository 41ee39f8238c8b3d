package dev.waybill.inbound.console.piece;

import dev.waybill.domain.connector.Connector;

/** A connector's status in a word or two. */
public final class ConnectorBadge {
  private ConnectorBadge() {}

  public static Badge of(Connector connector) {
    if (connector.registration().paused()) {
      return new Badge(Tone.WARN, "Paused");
    }
    return switch (connector) {
      case Connector.Configured _ -> new Badge(Tone.GOOD, "Configured");
      case Connector.Unconfigured(_, _, var active, _) ->
          active == null
              ? new Badge(Tone.PLAIN, "Unconfigured")
              : new Badge(Tone.BAD, "Unconfigured, parked");
    };
  }
}
