package dev.waybill.inbound.console.overview;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ManageConnectors;
import dev.waybill.domain.connector.Platforms;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.relay.ReadBacklogs;
import dev.waybill.domain.relay.ReadBacklogs.BacklogUntil;
import dev.waybill.inbound.console.piece.Badge;
import dev.waybill.inbound.console.piece.Tone;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one line for each connector. */
final class Lines {
  private final ManageConnectors connectors;
  private final Platforms platforms;
  private final Ledger ledger;
  private final ReadBacklogs backlogs;

  Lines(ManageConnectors connectors, Platforms platforms, Ledger ledger, ReadBacklogs backlogs) {
    this.connectors = connectors;
    this.platforms = platforms;
    this.ledger = ledger;
    this.backlogs = backlogs;
  }

  List<OverviewView.Line> read() {
    var accounts =
        ledger.lines().stream()
            .collect(Collectors.toMap(Ledger.Line::connector, Function.identity()));
    Map<ConnectorId, BacklogUntil> waiting =
        backlogs.until().stream()
            .collect(Collectors.toMap(until -> until.backlog().connector(), Function.identity()));
    return connectors.all().stream()
        .map(one -> line(one, accounts.get(one.id()), waiting.get(one.id())))
        .toList();
  }

  private OverviewView.Line line(
      Connector connector, Ledger.@Nullable Line account, @Nullable BacklogUntil until) {
    var registration = connector.registration();
    var expiry = until == null ? null : until.firstExpiry();
    return new OverviewView.Line(
        connector.id().toString(),
        registration.name(),
        title(registration.platform()),
        status(connector),
        account == null ? 0 : account.accepted(),
        account == null ? 0 : account.delivered(),
        account == null ? 0 : account.dead() + account.expired(),
        until == null ? 0 : until.backlog().waiting() + until.backlog().retrying(),
        until == null ? null : until.backlog().oldestWaiting(),
        expiry == null ? null : expiry.at());
  }

  private String title(String platform) {
    return platforms.find(platform).map(found -> found.spec().title()).orElse(platform);
  }

  private static Badge status(Connector connector) {
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
