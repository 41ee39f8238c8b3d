package dev.waybill.domain.event;

import java.time.Instant;

/** Where and when an event happened: what decides how long a platform takes it. */
public record Occurrence(EventSource source, Instant time) {}
