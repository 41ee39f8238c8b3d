package dev.waybill.domain.source;

import java.util.List;
import java.util.Optional;

/**
 * The sources and their write keys, durable. A source named {@code default} exists from the start.
 * Safe for use by many threads; every call may throw {@link
 * dev.waybill.domain.StoreUnavailableException}.
 */
public interface Sources {
  /** Creates an open source without keys; empty when the name is taken, by a closed source too. */
  Optional<Source> create(String name);

  List<Source> all();

  Optional<Source> find(SourceId id);

  /** Closes the source; false when it is not there or was closed before. */
  boolean close(SourceId id);

  /** Keeps the hash of a new write key; empty when the source is not there or closed. */
  Optional<Source.WriteKey> addKey(SourceId source, byte[] keyHash, String hint);

  /**
   * Revokes the key; false when it is not there, belongs to another source, or was revoked before.
   */
  boolean revokeKey(SourceId source, WriteKeyId key);

  /** The open source that a write key with this hash opens, if it was not revoked. */
  Optional<SourceId> openedBy(byte[] keyHash);
}
