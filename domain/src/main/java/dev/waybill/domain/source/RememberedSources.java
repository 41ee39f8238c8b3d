package dev.waybill.domain.source;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a second which source a write key opens, so that the store is not asked for each
 * request. A key revoked here, or whose source was closed here, opens nothing from then on; one
 * revoked by another node opens nothing a second later, and one made by another node may open
 * nothing until then. Safe for use by many threads.
 */
public final class RememberedSources implements Sources {
  static final Duration REMEMBERED = Duration.ofSeconds(1);
  static final int MOST_KEYS = 10_000;

  private final Sources sources;
  private final LongSupplier nanoTime;

  // Replaced and not cleared: what was asked before a revocation is put where nobody looks any
  // more.
  private volatile Map<ByteBuffer, Opened> opened = new ConcurrentHashMap<>();

  // Apart, so that guesses push no key out.
  private volatile Map<ByteBuffer, Opened> unknown = new ConcurrentHashMap<>();

  /**
   * @param sources that are asked
   * @param nanoTime a clock that never goes back
   */
  public RememberedSources(Sources sources, LongSupplier nanoTime) {
    this.sources = sources;
    this.nanoTime = nanoTime;
  }

  /**
   * What was found.
   *
   * @param source null when it opens none
   * @param askedAt by the clock of nanoseconds, before it was found
   */
  private record Opened(@Nullable SourceId source, long askedAt) {
    boolean isFresh(long now) {
      return now - askedAt < REMEMBERED.toNanos();
    }
  }

  @Override
  public Optional<SourceId> openedBy(byte[] keyHash) {
    long now = nanoTime.getAsLong();
    var memory = opened;
    var refused = unknown;
    var key = ByteBuffer.wrap(keyHash);
    var known = memory.getOrDefault(key, refused.get(key));
    if (known != null && known.isFresh(now)) {
      return Optional.ofNullable(known.source());
    }
    var found = sources.openedBy(keyHash);
    if (found.isPresent()) {
      remember(memory, key, new Opened(found.get(), now));
    } else {
      memory.remove(key);
      remember(refused, key, new Opened(null, now));
    }
    return found;
  }

  private static void remember(Map<ByteBuffer, Opened> memory, ByteBuffer key, Opened found) {
    if (memory.size() >= MOST_KEYS) {
      memory.clear();
    }
    memory.put(key, found);
  }

  private void forget() {
    opened = new ConcurrentHashMap<>();
    unknown = new ConcurrentHashMap<>();
  }

  @Override
  public boolean close(SourceId id) {
    try {
      return sources.close(id);
    } finally {
      forget();
    }
  }

  @Override
  public boolean revokeKey(SourceId source, WriteKeyId key) {
    try {
      return sources.revokeKey(source, key);
    } finally {
      forget();
    }
  }

  @Override
  public Optional<Source> create(String name) {
    return sources.create(name);
  }

  @Override
  public List<Source> all() {
    return sources.all();
  }

  @Override
  public Optional<Source> find(SourceId id) {
    return sources.find(id);
  }

  @Override
  public Optional<Source.WriteKey> addKey(SourceId source, byte[] keyHash, String hint) {
    try {
      return sources.addKey(source, keyHash, hint);
    } finally {
      forget();
    }
  }
}
