package dev.waybill.persistence.measure;

import java.time.Instant;

/**
 * What a server and its database had counted at a moment.
 *
 * @param at by the server's clock
 * @param walBytes the position in the write-ahead log
 * @param fullPageImages how many were written to it
 * @param commits of the database
 * @param deadTuples left behind by updates and deletes in its own tables, since ever
 * @param deadTuplesNow that are not vacuumed yet, as the server estimates
 */
public record ServerCounters(
    Instant at,
    long walBytes,
    long fullPageImages,
    long commits,
    long deadTuples,
    long deadTuplesNow) {}
