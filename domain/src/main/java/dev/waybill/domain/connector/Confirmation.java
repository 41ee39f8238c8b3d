package dev.waybill.domain.connector;

import java.time.Instant;

/**
 * Somebody vouched for a check that could not be made.
 *
 * @param check the name of that line of the checklist, such as {@code permission.web}
 * @param by who did, as they call themselves
 */
public record Confirmation(String check, String by, Instant at) {}
