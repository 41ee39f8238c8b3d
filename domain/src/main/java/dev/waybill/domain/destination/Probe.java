package dev.waybill.domain.destination;

import java.util.List;

/** What a destination found out about its credential, line by line. */
public record Probe(List<Finding> findings) {
  public Probe {
    findings = List.copyOf(findings);
  }

  /**
   * One line of evidence.
   *
   * @param check what was checked: {@code token}, {@code permission}, {@code test_event} …
   * @param detail a sentence for the operator that says what was seen and, where it is no pass,
   *     what to do
   */
  public record Finding(String check, Result result, String detail) {}

  /** UNKNOWN is no pass: it could not be checked, and the operator has to confirm that line. */
  public enum Result {
    PASSED,
    FAILED,
    UNKNOWN
  }
}
