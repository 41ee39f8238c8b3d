package dev.waybill.domain.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An event that is to be tried again.
 *
 * @param attempts how many attempts it has used up
 * @param age how long ago it used up the first one, by the store's clock; zero when it used up none
 * @param uncertainty as the last settlement said; null when every attempt was clearly answered
 */
public record RetryEntry(
    Entry entry, int attempts, Duration age, @Nullable Uncertainty uncertainty) {}
