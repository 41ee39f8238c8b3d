package dev.waybill.inbound.console.piece;

import org.jspecify.annotations.Nullable;

/**
 * Nothing to show yet.
 *
 * @param next what to do about it; null where nothing has to be done
 */
public record EmptyState(String title, String text, @Nullable Link next) {}
