package dev.waybill.inbound.console.story;

import dev.waybill.domain.connector.ManageConnectors;
import dev.waybill.domain.reason.ReadDeadLetters;
import dev.waybill.domain.relay.ReadBacklogs;

/** Why an event is where it is: its connector, what else waits, what died of the same. */
public record Circumstances(
    ManageConnectors connectors, ReadBacklogs backlogs, ReadDeadLetters deadLetters) {}
