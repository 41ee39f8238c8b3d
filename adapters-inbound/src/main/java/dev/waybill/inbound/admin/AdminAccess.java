package dev.waybill.inbound.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.audit.Actor;
import dev.waybill.domain.credential.Secret;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Route;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Lets the admin token through and nothing else. */
final class AdminAccess {
  private static final Actor ACTOR = new Actor("admin token");

  private final byte[] wanted;

  AdminAccess(Secret token) {
    this.wanted = digest(token);
  }

  Route guard(Route route) {
    return new Route(
        route.method(),
        route.path(),
        request ->
            request.bearer().filter(this::opens).isPresent()
                ? ACTOR.perform(() -> route.handling().handle(request))
                : Refusals.unauthorized("Wanted the admin token as Authorization: Bearer."));
  }

  // Digests are compared, in constant time: neither length nor first difference can be measured.
  private boolean opens(Secret token) {
    return MessageDigest.isEqual(wanted, digest(token));
  }

  private static byte[] digest(Secret token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.reveal().getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
