package dev.waybill.domain.alert;

import java.time.Instant;

/**
 * One message about an alert.
 *
 * @param id the same however often it is sent
 * @param body JSON as UTF-8 text
 * @param attempts how often it was tried
 */
public record Notice(String id, String body, Instant at, int attempts) {}
