package dev.waybill.domain.source;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sources in memory, {@code default} among them from the start. Safe for use by many threads. */
public final class InMemorySources implements Sources {
  private final InstantSource clock;
  private final Map<SourceId, Source> sources = new LinkedHashMap<>();
  private final Map<String, WriteKeyId> hashes = new LinkedHashMap<>();
  private int keys;

  public InMemorySources(InstantSource clock) {
    this.clock = clock;
    create("default");
  }

  @Override
  public synchronized Optional<Source> create(String name) {
    if (sources.values().stream().anyMatch(source -> source.name().equals(name))) {
      return Optional.empty();
    }
    var id = new SourceId(sources.size() + 1);
    var source = new Source(id, name, clock.instant(), null, List.of());
    sources.put(id, source);
    return Optional.of(source);
  }

  @Override
  public synchronized List<Source> all() {
    return List.copyOf(sources.values());
  }

  @Override
  public synchronized Optional<Source> find(SourceId id) {
    return Optional.ofNullable(sources.get(id));
  }

  @Override
  public synchronized boolean close(SourceId id) {
    var source = sources.get(id);
    if (source == null || source.closedAt() != null) {
      return false;
    }
    sources.put(
        id, new Source(id, source.name(), source.createdAt(), clock.instant(), source.keys()));
    return true;
  }

  @Override
  public synchronized Optional<Source.WriteKey> addKey(
      SourceId source, byte[] keyHash, String hint) {
    var found = sources.get(source);
    if (found == null || found.closedAt() != null) {
      return Optional.empty();
    }
    var key = new Source.WriteKey(new WriteKeyId(++keys), hint, clock.instant(), null);
    hashes.put(HexFormat.of().formatHex(keyHash), key.id());
    var all = new ArrayList<>(found.keys());
    all.add(key);
    sources.put(source, new Source(source, found.name(), found.createdAt(), null, all));
    return Optional.of(key);
  }

  @Override
  public synchronized boolean revokeKey(SourceId source, WriteKeyId key) {
    boolean revoked = hashes.values().remove(key);
    if (!revoked) {
      return false;
    }
    sources.computeIfPresent(
        source,
        (_, found) ->
            new Source(
                source,
                found.name(),
                found.createdAt(),
                found.closedAt(),
                found.keys().stream().map(one -> one.id().equals(key) ? gone(one) : one).toList()));
    return true;
  }

  private Source.WriteKey gone(Source.WriteKey key) {
    return new Source.WriteKey(key.id(), key.hint(), key.createdAt(), clock.instant());
  }

  @Override
  public synchronized Optional<SourceId> openedBy(byte[] keyHash) {
    var key = hashes.get(HexFormat.of().formatHex(keyHash));
    return sources.values().stream()
        .filter(source -> source.closedAt() == null)
        .filter(source -> source.keys().stream().anyMatch(one -> one.id().equals(key)))
        .map(Source::id)
        .findFirst();
  }
}
