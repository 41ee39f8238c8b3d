package dev.waybill.inbound.console.connector;

import dev.waybill.domain.connector.Connector;
import dev.waybill.inbound.console.piece.Badge;
import dev.waybill.inbound.console.piece.ConnectorBadge;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.console.piece.Tabs;
import java.util.List;

/** What stands above every tab of a connector. */
record Head(
    String path,
    String id,
    String name,
    String platform,
    Badge badge,
    boolean paused,
    boolean configured,
    boolean drafting,
    List<String> missing,
    Tabs tabs) {
  static Head of(Connector connector, String platform, List<String> missing, String tab) {
    var path = "/console/connectors/" + connector.id();
    return new Head(
        path,
        connector.id().toString(),
        connector.registration().name(),
        platform,
        ConnectorBadge.of(connector),
        connector.registration().paused(),
        connector instanceof Connector.Configured,
        connector.draft() != null && connector.active() != null,
        missing,
        tabs(path, path + tab));
  }

  private static Tabs tabs(String path, String current) {
    return new Tabs(
        "Views of the connector",
        List.of(
            new Link("Activity", path),
            new Link("Mapping", path + "/mapping"),
            new Link("Tests", path + "/tests"),
            new Link("Match quality", path + "/quality"),
            new Link("Credential", path + "/credential"),
            new Link("Settings", path + "/settings"),
            new Link("Revisions", path + "/revisions")),
        current);
  }
}
