package dev.waybill.domain.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item that was refused, without its payload.
 *
 * @param pointer where in the item the first problem lies, as RFC 6901 writes it
 * @param event the event name if it is a well-formed one
 */
public record Rejection(
    Instant at, String pointer, String code, String message, @Nullable String event) {}
