package dev.waybill.domain.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Keeps credentials under a number and an owner; nothing of them is in the seal. */
public final class InMemoryVault implements CredentialVault {
  private final Map<String, Credential> kept = new HashMap<>();

  @Override
  public synchronized SealedCredential seal(Credential credential, String owner) {
    var number = String.valueOf(kept.size());
    kept.put(number + " " + owner, credential);
    return new SealedCredential(number.getBytes(UTF_8));
  }

  @Override
  public synchronized Credential open(SealedCredential sealed, String owner) {
    var credential = kept.get(new String(sealed.bytes(), UTF_8) + " " + owner);
    if (credential == null) {
      throw new IllegalStateException("sealed for another owner");
    }
    return Objects.requireNonNull(credential);
  }
}
