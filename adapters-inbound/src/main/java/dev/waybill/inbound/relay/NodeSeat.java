package dev.waybill.inbound.relay;

import dev.waybill.domain.node.Lease;
import dev.waybill.domain.node.Nodes;
import dev.waybill.domain.outbox.Arrivals;
import dev.waybill.domain.outbox.NodeId;
import java.time.Duration;

/**
 * This node among those that share the store.
 *
 * @param version of the program, for people
 * @param lease this node's
 * @param news how often to ask for what other nodes took in
 */
public record NodeSeat(
    NodeId node, String version, Nodes nodes, Lease lease, Arrivals arrivals, Duration news) {}
