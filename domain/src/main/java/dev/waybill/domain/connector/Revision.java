package dev.waybill.domain.connector;

import java.time.Instant;

/**
 * A configuration that was promoted.
 *
 * @param number counted from 1 for each connector
 * @param configuration without a credential: that is not kept longer than it is in use
 */
public record Revision(int number, Instant promotedAt, Configuration configuration) {}
