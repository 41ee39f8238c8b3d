package dev.waybill.domain.connector;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs the checklist that makes a connector Configured. Safe for use by many threads. */
public interface VerifyConnector {
  /**
   * Verifies the draft, or the active configuration where there is no draft. All pass: the draft
   * becomes active and the connector Configured. Any fails: everything stays as it was.
   */
  Verification verify(ConnectorId id);

  /**
   * Vouches for a line of the checklist that could not be checked, and verifies. The confirmation
   * is kept with the draft, or with one made of the active configuration, until something in it is
   * changed.
   *
   * @param by who vouches for it, as they call themselves
   */
  Verification confirm(ConnectorId id, String check, String by);

  /**
   * Checks the active configuration again and leaves the draft alone; confirmations given before
   * still hold. A parked connector that passes is Configured again.
   */
  Verification recheck(ConnectorId id);

  /**
   * Asks the platform whether the active credential is still good.
   *
   * @return why it is not; empty when it is, and also when nobody can tell now
   */
  Optional<Reason> probe(Connector.Configured connector);

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

    /** Nothing was confirmed: that line is not there, or it was checked and needs nobody's word. */
    record NothingToConfirm(List<Check> checks) implements Verification {
      public NothingToConfirm {
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
   * @param unchecked whether nobody could check it: it passes by somebody's word alone
   * @param confirmation who vouched for it, where it could not be checked; else null
   * @param detail the evidence, or what is wrong and what to do
   */
  record Check(
      String name,
      boolean passed,
      boolean unchecked,
      @Nullable Confirmation confirmation,
      String detail) {}
}
