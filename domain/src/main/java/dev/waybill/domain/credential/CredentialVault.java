package dev.waybill.domain.credential;

/**
 * Seals credentials before they are stored. What is sealed for one owner cannot be opened for
 * another. Safe for use by many threads.
 */
public interface CredentialVault {
  /**
   * @param owner what the credential belongs to, such as {@code con_7}; bound into the seal
   */
  SealedCredential seal(Credential credential, String owner);

  /**
   * @throws IllegalStateException when it was sealed with another key or for another owner
   */
  Credential open(SealedCredential sealed, String owner);
}
