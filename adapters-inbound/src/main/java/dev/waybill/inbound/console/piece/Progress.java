package dev.waybill.inbound.console.piece;

/**
 * How far long work has come.
 *
 * @param of how much there is in all; 0 while that is not known
 */
public record Progress(String label, long done, long of) {}
