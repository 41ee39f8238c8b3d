package dev.waybill.domain.outbox;

import dev.waybill.domain.connector.ConnectorId;

/** The right to deliver for a connector, until somebody takes a later epoch. */
public record Ownership(ConnectorId connector, NodeId node, long epoch) {}
