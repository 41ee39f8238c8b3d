package dev.waybill.domain.connector;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Credentials that the platform makes, and their end. Safe for use by many threads. */
public interface ManageCredentials {
  /** Begins the platform's authorisation flow for a connector. */
  Begun authorize(ConnectorId id);

  /**
   * Takes what a browser came back with and puts the new credential into the connector's draft.
   *
   * @param callback the parameters of the redirect; anybody may have made them up
   */
  Completed complete(Map<String, String> callback);

  /**
   * Ends the connector's credentials at the platform, where it offers that, and forgets them.
   *
   * @param localOnly forget them even where the platform gives no answer
   */
  Deleted delete(ConnectorId id, boolean localOnly);

  /**
   * Renews what of the connector's credentials is about to expire.
   *
   * @return why one that is due could not be renewed; empty otherwise
   */
  List<Reason> renew(Connector connector);

  /** How an authorisation began. */
  sealed interface Begun {
    /**
     * @param url where to send the operator's browser
     */
    record Started(URI url, Duration validFor) implements Begun {}

    /** The platform makes no credentials this way. */
    record NotOffered() implements Begun {}

    /**
     * @param missing installation settings the platform needs first, as {@code WAYBILL_…}
     */
    record NotSetUp(List<String> missing) implements Begun {
      public NotSetUp {
        missing = List.copyOf(missing);
      }
    }

    record NotFound() implements Begun {}
  }

  /** How an authorisation ended. */
  sealed interface Completed {
    /**
     * @param accounts ids of the platform's accounts the new credential covers
     */
    record Done(Connector connector, List<String> accounts) implements Completed {
      public Done {
        accounts = List.copyOf(accounts);
      }
    }

    /** Nobody began this one here, or it was used, or it is too late. */
    record UnknownState() implements Completed {}

    record Refused(String code, String message) implements Completed {}

    record Unavailable(String message) implements Completed {}
  }

  /** How a deletion went. */
  sealed interface Deleted {
    /**
     * @param revoked whether the platform confirmed that it honours the credential no more
     * @param detail a sentence for the operator
     */
    record Done(boolean revoked, String detail, Connector connector) implements Deleted {}

    /** The platform did not answer; nothing was forgotten. */
    record Unavailable(String message) implements Deleted {}

    /** There is no credential. */
    record Nothing() implements Deleted {}

    /** Somebody gave or took a credential meanwhile; look again. */
    record Changed() implements Deleted {}

    record NotFound() implements Deleted {}
  }
}
