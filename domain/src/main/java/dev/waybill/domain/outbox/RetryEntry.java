package dev.waybill.domain.outbox;

import java.time.Duration;

/**
 * An event whose retry is due.
 *
 * @param attempts how often it was tried already; at least 1
 * @param age how long ago it first failed, by the store's clock
 */
public record RetryEntry(Entry entry, int attempts, Duration age) {}
