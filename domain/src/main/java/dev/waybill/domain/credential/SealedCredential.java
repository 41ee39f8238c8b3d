package dev.waybill.domain.credential;

import java.util.Arrays;

/** A credential that only the {@link CredentialVault} can open; fit to be stored. */
@SuppressWarnings("ArrayRecordComponent") // copied on its way in and out, compared by content
public record SealedCredential(byte[] bytes) {
  public SealedCredential {
    bytes = bytes.clone();
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealedCredential(byte[] that) && Arrays.equals(bytes, that);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "SealedCredential[" + bytes.length + " bytes]";
  }
}
