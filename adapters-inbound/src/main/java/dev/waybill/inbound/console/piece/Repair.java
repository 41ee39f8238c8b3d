package dev.waybill.inbound.console.piece;

import dev.waybill.domain.reason.Advice;
import java.util.Set;

/**
 * What to do about a parked connector, and where, by the code it was parked with.
 *
 * @param todo a sentence
 */
public record Repair(String todo, Link link) {
  private static final String THEN =
      " and verify; delivery then goes on by itself where it stopped, in order.";

  private static final Set<String> OF_CREDENTIAL =
      Set.of("token_refused", "credential_deleted", "http_401", "http_403");

  private static final Set<String> OF_SETTINGS =
      Set.of("no_event_source_id", "private_address", "http_404", "http_405", "http_410");

  /**
   * @param connector the path of the connector's own page
   */
  public static Repair of(String code, String connector) {
    if (code.startsWith("mapping_")) {
      return new Repair(
          Advice.of(code), new Link("Correct the mapping", connector + "/mapping/editor"));
    }
    var renew = new Link("Renew the credential", connector + "/authenticate");
    if (OF_CREDENTIAL.contains(code)) {
      return new Repair(
          Advice.known(code).orElse("Give the connector a new credential" + THEN), renew);
    }
    if (code.equals("not_ready")) {
      return new Repair(
          "Correct what it names in the settings, the mapping or the filter," + THEN,
          new Link("Open the connector", connector));
    }
    return isOfSettings(code)
        ? new Repair(
            "Correct the settings, or let the platform allow what it refuses," + THEN,
            new Link("Open the settings", connector + "/settings"))
        : new Repair(
            "Put that right, by a new credential, in the settings or in the mapping," + THEN,
            renew);
  }

  /** A probe names its line of the checklist; all but the token's are about what is set. */
  private static boolean isOfSettings(String code) {
    return OF_SETTINGS.contains(code)
        || code.startsWith("http_3")
        || code.matches("(permission|test_event|address)(\\..*)?_refused");
  }
}
