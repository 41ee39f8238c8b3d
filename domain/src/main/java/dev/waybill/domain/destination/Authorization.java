package dev.waybill.domain.destination;

import dev.waybill.domain.credential.Credential;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an operator lets the platform itself make a credential, by OAuth's authorisation-code flow or
 * its kin. Safe for use by many threads; every wait inside has a limit, and nothing here throws for
 * what the platform or the network does.
 */
public interface Authorization {
  /**
   * The installation settings without which nobody can be sent to the platform; none when ready.
   */
  List<String> missing(DestinationContext context);

  /**
   * Where to send the operator's browser. No call is made.
   *
   * @param state comes back unchanged with the browser
   * @param redirect where the platform is to send the browser back to
   */
  URI url(DestinationContext context, String state, URI redirect);

  /**
   * Exchanges what the browser came back with.
   *
   * @param callback the parameters of the redirect; nothing in them is to be trusted
   */
  Grant exchange(DestinationContext context, Map<String, String> callback, URI redirect);

  /** A new credential for one that is about to expire. The old one may be over with this call. */
  Grant refresh(DestinationContext context, Credential credential);

  /** Ends a credential at the platform. */
  Revocation revoke(DestinationContext context, Credential credential);

  /** What the platform made of a request for a credential. */
  sealed interface Grant {
    /**
     * @param expiresAt null when it does not expire
     * @param accounts ids of the accounts it covers, as far as the platform told
     */
    record Granted(Credential credential, @Nullable Instant expiresAt, List<String> accounts)
        implements Grant {
      public Granted {
        accounts = List.copyOf(accounts);
      }
    }

    /**
     * Asking again the same way is of no use.
     *
     * @param message what to do, without secrets
     */
    record Refused(String code, String message) implements Grant {
      public Refused {
        code = Bounded.code(code);
        message = Bounded.message(message);
      }
    }

    /** No verdict; it may be asked for again. */
    record Unavailable(String message) implements Grant {
      public Unavailable {
        message = Bounded.message(message);
      }
    }
  }

  /** What became of a request to end a credential. */
  sealed interface Revocation {
    /** The platform honours it no more. */
    record Revoked(String message) implements Revocation {
      public Revoked {
        message = Bounded.message(message);
      }
    }

    /**
     * The platform will not end it from here.
     *
     * @param message where it can be ended, without secrets
     */
    record Refused(String message) implements Revocation {
      public Refused {
        message = Bounded.message(message);
      }
    }

    /** No verdict; it may be honoured still. */
    record Unavailable(String message) implements Revocation {
      public Unavailable {
        message = Bounded.message(message);
      }
    }
  }
}
