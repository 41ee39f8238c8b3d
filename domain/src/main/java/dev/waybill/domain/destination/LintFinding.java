package dev.waybill.domain.destination;

import dev.waybill.domain.json.JsonPointer;

/**
 * Something about a payload that the platform would take and that would still do its sender no
 * good.
 *
 * @param kind a stable word for programs, such as {@code missing_click_id}: at most 64 lower-case
 *     letters, digits and underscores, and of a set that does not grow with the events
 * @param pointer the place in the payload
 * @param message a sentence for people that says what would be right; it never repeats a value
 */
public record LintFinding(String kind, JsonPointer pointer, String message) {}
