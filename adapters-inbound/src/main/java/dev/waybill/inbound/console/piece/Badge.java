package dev.waybill.inbound.console.piece;

/** A state in a word or two. */
public record Badge(Tone tone, String text) {}
