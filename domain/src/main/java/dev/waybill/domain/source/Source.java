package dev.waybill.domain.source;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where events come in. Connectors subscribe to it; an event is stored once however many do.
 *
 * @param closedAt when it was closed; a closed source takes no more events and stays readable
 * @param keys its write keys, revoked ones too, oldest first
 */
public record Source(
    SourceId id, String name, Instant createdAt, @Nullable Instant closedAt, List<WriteKey> keys) {

  public Source {
    keys = List.copyOf(keys);
  }

  /**
   * What may be shown of a write key; the key itself is shown once and then known only by its hash.
   *
   * @param hint its last four characters
   */
  public record WriteKey(
      WriteKeyId id, String hint, Instant createdAt, @Nullable Instant revokedAt) {}
}
