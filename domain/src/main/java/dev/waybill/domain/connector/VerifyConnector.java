package dev.waybill.domain.connector;

import java.util.List;
import java.util.Set;

/** Runs the checklist that makes a connector Configured. Safe for use by many threads. */
public interface VerifyConnector {
  /**
   * Verifies the draft, or the active configuration where there is no draft. All pass: the draft
   * becomes active and the connector Configured. Any fails: everything stays as it was.
   *
   * @param confirmed names of checks the operator vouches for, in case they cannot be checked
   */
  Verification verify(ConnectorId id, Set<String> confirmed);

  /**
   * Checks the active configuration again and leaves the draft alone; confirmations given before
   * still hold. A parked connector that passes is Configured again.
   */
  Verification recheck(ConnectorId id);

  /** How a verification went. */
  sealed interface Verification {
    /**
     * @param connector the connector afterwards
     */
    record Done(boolean passed, List<Check> checks, Connector connector) implements Verification {
      public Done {
        checks = List.copyOf(checks);
      }
    }

    /** The connector was changed while it was being verified; nothing was promoted. */
    record Changed(List<Check> checks) implements Verification {
      public Changed {
        checks = List.copyOf(checks);
      }
    }

    record NotFound() implements Verification {}
  }

  /**
   * One line of the checklist.
   *
   * @param name {@code settings}, {@code token}, {@code permission}, {@code mapping}, {@code
   *     mapping_tests} …
   * @param confirmed it could not be checked and the operator vouched for it
   * @param detail the evidence, or what is wrong and what to do
   */
  record Check(String name, boolean passed, boolean confirmed, String detail) {}
}
