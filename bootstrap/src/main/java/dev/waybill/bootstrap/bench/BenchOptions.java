package dev.waybill.bootstrap.bench;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the bench is to do.
 *
 * @param length how long is measured
 * @param warmUp how long the load runs before
 * @param batch events a request
 * @param connections that send at the same time
 * @param mostWaiting events that may be sent and not settled at a time
 * @param report where the figures go as JSON, or null
 * @param progress whether to print how it goes every few seconds
 */
public record BenchOptions(
    Duration length,
    Duration warmUp,
    int batch,
    int connections,
    long mostWaiting,
    @Nullable Path report,
    boolean progress) {}
