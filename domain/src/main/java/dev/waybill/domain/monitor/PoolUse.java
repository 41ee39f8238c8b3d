package dev.waybill.domain.monitor;

/**
 * How a pool of connections to the store is used now.
 *
 * @param waiting how many threads wait for a connection
 * @param most how many connections it may have
 */
public record PoolUse(String name, int active, int idle, int waiting, int most) {}
