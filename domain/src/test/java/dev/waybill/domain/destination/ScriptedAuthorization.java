package dev.waybill.domain.destination;

import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.credential.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An authorisation flow whose answers are set by the test. One thread at a time. */
public final class ScriptedAuthorization implements Authorization {
  /** Names of settings that are not there. */
  public List<String> missing = List.of();

  /** The next answers; a token named after their number is granted where none is set. */
  public final List<Grant> grants = new ArrayList<>();

  public Revocation revocation = new Revocation.Revoked("It is over.");

  /** Every token that was asked to be renewed or revoked, and every code exchanged. */
  public final List<String> heard = new ArrayList<>();

  /** Whether every call breaks the contract. */
  public boolean throwing;

  private final Instant now;
  private int granted;

  public ScriptedAuthorization(Instant now) {
    this.now = now;
  }

  public Grant.Granted token(String token, Duration life) {
    return new Grant.Granted(
        new Credential(Map.of("access_token", new Secret(token))),
        now.plus(life),
        List.of("adv-1"));
  }

  @Override
  public List<String> missing(DestinationContext context) {
    return missing;
  }

  @Override
  public URI url(DestinationContext context, String state, URI redirect) {
    return URI.create("https://platform.example/auth?state=" + state + "&back=" + redirect);
  }

  @Override
  public Grant exchange(DestinationContext context, Map<String, String> callback, URI redirect) {
    hear("exchange " + callback.get("code"));
    return next();
  }

  @Override
  public Grant refresh(DestinationContext context, Credential credential) {
    hear("refresh " + text(credential));
    return next();
  }

  @Override
  public Revocation revoke(DestinationContext context, Credential credential) {
    hear("revoke " + text(credential));
    return revocation;
  }

  private void hear(String call) {
    heard.add(call);
    if (throwing) {
      throw new IllegalStateException("s3cret");
    }
  }

  private Grant next() {
    return grants.isEmpty()
        ? token("token-" + ++granted, Duration.ofHours(24))
        : grants.removeFirst();
  }

  private static String text(Credential credential) {
    return Objects.requireNonNull(credential.get("access_token")).reveal();
  }
}
