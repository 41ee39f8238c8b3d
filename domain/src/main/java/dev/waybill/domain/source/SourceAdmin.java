package dev.waybill.domain.source;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The sources' rules: names, and keys that are shown once. */
public final class SourceAdmin implements ManageSources {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}");

  private final Sources sources;
  private final Rejections rejections;
  private final RandomGenerator random;

  /**
   * @param random must be unpredictable, such as a {@link java.security.SecureRandom}
   */
  public SourceAdmin(Sources sources, Rejections rejections, RandomGenerator random) {
    this.sources = sources;
    this.rejections = rejections;
    this.random = random;
  }

  @Override
  public Creation create(String name) {
    if (!NAME.matcher(name).matches()) {
      return new Creation.BadName();
    }
    return sources
        .create(name)
        .<Creation>map(Creation.Created::new)
        .orElseGet(Creation.NameTaken::new);
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
  public boolean close(SourceId id) {
    return sources.close(id);
  }

  @Override
  public Optional<IssuedKey> issueKey(SourceId source) {
    var text = WriteKeyText.make(random);
    return sources
        .addKey(source, WriteKeyText.hash(text), WriteKeyText.hint(text))
        .map(key -> new IssuedKey(key, text));
  }

  @Override
  public boolean revokeKey(SourceId source, WriteKeyId key) {
    return sources.revokeKey(source, key);
  }

  @Override
  public Optional<List<Rejection>> rejections(SourceId source, int limit) {
    return sources.find(source).map(found -> rejections.last(found.id(), limit));
  }
}
