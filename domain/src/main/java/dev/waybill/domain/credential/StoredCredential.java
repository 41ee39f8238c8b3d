package dev.waybill.domain.credential;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sealed credential and what may be told about it.
 *
 * @param since when it was given; null for one stored before that was kept
 * @param expiresAt null when it does not expire, or nobody knows
 * @param accounts ids of the platform's accounts it covers, as far as the platform told
 */
public record StoredCredential(
    SealedCredential sealed,
    @Nullable Instant since,
    @Nullable Instant expiresAt,
    List<String> accounts) {
  public StoredCredential {
    accounts = List.copyOf(accounts);
  }

  /** One that somebody handed in: nothing else is known of it. */
  public static StoredCredential given(SealedCredential sealed, Instant since) {
    return new StoredCredential(sealed, since, null, List.of());
  }
}
