package dev.waybill.inbound.console.overview;

import dev.waybill.domain.activity.ReadActivity;
import dev.waybill.domain.activity.ReadActivity.Recent;
import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ManageConnectors;
import dev.waybill.domain.connector.Platforms;
import dev.waybill.domain.outbox.OutboxView.Backlog;
import dev.waybill.domain.outbox.OutboxView.Oldest;
import dev.waybill.domain.relay.ReadBacklogs;
import dev.waybill.domain.relay.ReadBacklogs.BacklogUntil;
import dev.waybill.domain.relay.ReadBacklogs.FirstExpiry;
import dev.waybill.inbound.console.piece.Badge;
import dev.waybill.inbound.console.piece.ConnectorBadge;
import dev.waybill.inbound.console.piece.Link;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How every connector stands. Safe for use by many threads. */
public final class Standing {
  private final ManageConnectors connectors;
  private final Platforms platforms;
  private final ReadBacklogs backlogs;
  private final ReadActivity activity;

  public Standing(
      ManageConnectors connectors,
      Platforms platforms,
      ReadBacklogs backlogs,
      ReadActivity activity) {
    this.connectors = connectors;
    this.platforms = platforms;
    this.backlogs = backlogs;
    this.activity = activity;
  }

  List<Line> lines() {
    Map<ConnectorId, Recent> recent =
        activity.recent().stream()
            .collect(Collectors.toMap(Recent::connector, Function.identity()));
    Map<ConnectorId, BacklogUntil> waiting =
        backlogs.until().stream()
            .collect(Collectors.toMap(until -> until.backlog().connector(), Function.identity()));
    return connectors.all().stream()
        .map(one -> line(one, recent.get(one.id()), waiting.get(one.id())))
        .toList();
  }

  // What was registered a moment ago may be in one answer and not yet in the other.
  private Line line(Connector connector, @Nullable Recent recent, @Nullable BacklogUntil until) {
    return new Line(
        connector,
        platforms
            .find(connector.registration().platform())
            .map(found -> found.spec().title())
            .orElse(connector.registration().platform()),
        recent == null ? new Recent(connector.id(), 0, 0, 0, 0, 0) : recent,
        until == null
            ? new BacklogUntil(
                new Backlog(
                    connector.id(), connector.registration().name(), 0, 0, null, Oldest.NONE),
                null)
            : until);
  }

  /** To a connector, by its name where it is among these. */
  static Link link(ConnectorId id, List<Line> lines) {
    return lines.stream()
        .filter(line -> line.connector().id().equals(id))
        .map(line -> new Link(line.name(), line.path()))
        .findFirst()
        .orElse(new Link(id.toString(), "/console/connectors/" + id));
  }

  /**
   * One connector.
   *
   * @param platform the platform's title
   */
  record Line(Connector connector, String platform, Recent recent, BacklogUntil until) {
    String id() {
      return connector.id().toString();
    }

    String name() {
      return connector.registration().name();
    }

    String path() {
      return "/console/connectors/" + id();
    }

    Badge badge() {
      return ConnectorBadge.of(connector);
    }

    long waiting() {
      return until.backlog().waiting() + until.backlog().retrying();
    }

    long delivered() {
      return recent.delivered();
    }

    /** What was to be delivered and got its verdict. */
    long judged() {
      return recent.delivered() + recent.dead() + recent.expired();
    }

    @Nullable Instant oldest() {
      return until.backlog().oldestWaiting();
    }

    @Nullable FirstExpiry firstExpiry() {
      return until.firstExpiry();
    }
  }
}
