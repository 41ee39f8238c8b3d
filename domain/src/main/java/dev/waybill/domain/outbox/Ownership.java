package dev.waybill.domain.outbox;

import dev.waybill.domain.connector.ConnectorId;

/**
 * The right to deliver for a connector, until somebody takes a later epoch or the store's history
 * becomes another one.
 *
 * @param history of the store, in which the epoch was taken: it is another one once a standby took
 *     over, which may lack what the store confirmed last. Epochs, numbers and positions of two
 *     histories must not be compared.
 */
public record Ownership(ConnectorId connector, NodeId node, long epoch, long history) {}
