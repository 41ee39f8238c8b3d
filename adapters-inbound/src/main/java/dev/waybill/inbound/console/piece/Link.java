package dev.waybill.inbound.console.piece;

/** Where to go, and what that is called. */
public record Link(String label, String path) {}
