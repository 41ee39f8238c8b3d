package dev.waybill.domain.relay;

import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.outbox.EventLog;
import dev.waybill.domain.outbox.Lanes;
import dev.waybill.domain.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What every relay works with.
 *
 * @param policy for events that the platform defers one by one
 * @param share bounds the payloads that all relays of the node hold
 * @param idle how long to rest when there is nothing to do; new events of this node wake the relay
 *     at once
 */
public record RelayTools(
    EventLog log,
    Lanes lanes,
    JsonCodec json,
    InstantSource clock,
    RandomGenerator random,
    RetryPolicy policy,
    Telemetry telemetry,
    FairShare share,
    Duration idle) {}
