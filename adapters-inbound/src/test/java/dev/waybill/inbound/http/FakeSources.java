package dev.waybill.inbound.http;

import dev.waybill.domain.audit.Actor;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.source.ManageSources;
import dev.waybill.domain.source.Rejection;
import dev.waybill.domain.source.Source;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.source.WriteKeyId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sources in a map; keys are numbered over all of them. At one named {@code quiet} nothing fails.
 */
public final class FakeSources implements ManageSources {
  public static final String KEY = "wk_test_shown_once_only";
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final SortedMap<Integer, Source> sources = new TreeMap<>();
  private final List<String> actors = new ArrayList<>();
  private int lastKey;

  /** On whose behalf something was done, in the order it was. */
  public synchronized List<String> actors() {
    return List.copyOf(actors);
  }

  @Override
  public synchronized Creation create(String name) {
    act();
    if (name.isBlank()) {
      return new Creation.BadName();
    }
    if (sources.values().stream().anyMatch(source -> source.name().equals(name))) {
      return new Creation.NameTaken();
    }
    var source = new Source(new SourceId(sources.size() + 1), name, NOW, null, List.of());
    sources.put(source.id().number(), source);
    return new Creation.Created(source);
  }

  @Override
  public synchronized List<Source> all() {
    return List.copyOf(sources.values());
  }

  @Override
  public synchronized Optional<Source> find(SourceId id) {
    return Optional.ofNullable(sources.get(id.number()));
  }

  @Override
  public synchronized boolean close(SourceId id) {
    act();
    var source = open(id);
    source.ifPresent(
        open ->
            sources.put(
                id.number(), new Source(id, open.name(), open.createdAt(), NOW, open.keys())));
    return source.isPresent();
  }

  @Override
  public synchronized Optional<IssuedKey> issueKey(SourceId id) {
    act();
    return open(id)
        .map(
            open -> {
              var key = new Source.WriteKey(new WriteKeyId(++lastKey), "only", NOW, null);
              var keys = new ArrayList<>(open.keys());
              keys.add(key);
              replace(open, keys);
              return new IssuedKey(key, new Secret(KEY));
            });
  }

  @Override
  public synchronized boolean revokeKey(SourceId id, WriteKeyId key) {
    act();
    var source = open(id);
    if (source.isEmpty() || source.get().keys().stream().noneMatch(k -> k.id().equals(key))) {
      return false;
    }
    replace(source.get(), source.get().keys().stream().filter(k -> !k.id().equals(key)).toList());
    return true;
  }

  @Override
  public synchronized Optional<List<Rejection>> rejections(SourceId source, int limit) {
    return find(source)
        .map(
            found ->
                found.name().equals("quiet")
                    ? List.of()
                    : List.of(
                        new Rejection(NOW, "/event_time", "no_zone", "Wanted a zone.", null)));
  }

  private void act() {
    actors.add(Actor.current().name());
  }

  private Optional<Source> open(SourceId id) {
    return find(id).filter(source -> source.closedAt() == null);
  }

  private void replace(Source source, List<Source.WriteKey> keys) {
    sources.put(
        source.id().number(),
        new Source(source.id(), source.name(), source.createdAt(), null, keys));
  }
}
