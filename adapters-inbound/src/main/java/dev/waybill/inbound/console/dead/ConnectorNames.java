package dev.waybill.inbound.console.dead;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ManageConnectors;

/** What connectors are called; one that was deleted keeps its id alone. */
public record ConnectorNames(ManageConnectors connectors) {
  String of(ConnectorId id) {
    return connectors
        .find(id)
        .map(connector -> connector.registration().name())
        .orElseGet(id::toString);
  }
}
