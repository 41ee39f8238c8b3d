package dev.waybill.domain.source;

import dev.waybill.domain.credential.Secret;
import java.util.List;
import java.util.Optional;

/** What the admin API asks about sources. Safe for use by many threads. */
public interface ManageSources {
  Creation create(String name);

  List<Source> all();

  Optional<Source> find(SourceId id);

  /** False when it is not there or was closed before. */
  boolean close(SourceId id);

  /** Makes a write key and shows it this once; empty when the source is not there or closed. */
  Optional<IssuedKey> issueKey(SourceId source);

  /** False when it is not there, belongs to another source, or was revoked before. */
  boolean revokeKey(SourceId source, WriteKeyId key);

  /** The last rejected items, newest first; empty when there is no such source. */
  Optional<List<Rejection>> rejections(SourceId source, int limit);

  /** How a creation went. */
  sealed interface Creation {
    record Created(Source source) implements Creation {}

    record NameTaken() implements Creation {}

    /**
     * Wanted: 1 to 64 letters, digits, spaces, dots, dashes or underscores, beginning with a letter
     * or digit.
     */
    record BadName() implements Creation {}
  }

  /** A new write key; the only time its text is known. */
  record IssuedKey(Source.WriteKey key, Secret secret) {}
}
