package dev.waybill.domain.destination;

/**
 * A kind of finding, for people.
 *
 * @param code the word of {@link LintFinding#kind}
 * @param meaning a sentence that says what is so, and what comes of it
 * @param remedy a sentence that says what to do about it
 */
public record LintKind(String code, String meaning, String remedy) {}
