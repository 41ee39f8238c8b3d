package dev.waybill.persistence;

import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.credential.CredentialVault;
import dev.waybill.domain.credential.SealedCredential;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonString;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;

/** Seals credentials with the master key, each bound to its owner. */
public final class TinkVault implements CredentialVault {
  private final MasterKey key;
  private final JsonCodec codec;

  public TinkVault(MasterKey key, JsonCodec codec) {
    this.key = key;
    this.codec = codec;
  }

  @Override
  public SealedCredential seal(Credential credential, String owner) {
    var json = JsonObject.builder();
    for (var name : credential.names()) {
      var secret = credential.get(name);
      if (secret != null) {
        json.put(name, secret.reveal());
      }
    }
    return new SealedCredential(key.seal(codec.write(json.build()), owner));
  }

  @Override
  public Credential open(SealedCredential sealed, String owner) {
    byte[] plain;
    try {
      plain = key.open(sealed.bytes(), owner);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          owner + ": the credential was sealed with another key or for another owner", e);
    }
    var json = codec.read(plain).orElseThrow(() -> unreadable(owner));
    if (!(json instanceof JsonObject(var members))) {
      throw unreadable(owner);
    }
    var secrets = new LinkedHashMap<String, Secret>();
    members.forEach((name, value) -> secrets.put(name, new Secret(text(value, owner))));
    return new Credential(secrets);
  }

  private static String text(Json value, String owner) {
    if (value instanceof JsonString(var text)) {
      return text;
    }
    throw unreadable(owner);
  }

  private static IllegalStateException unreadable(String owner) {
    return new IllegalStateException(owner + ": what was sealed is no credential");
  }
}
