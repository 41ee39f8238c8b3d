package dev.waybill.domain.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RememberedSourcesTest {
  private static final SourceId DEFAULT = new SourceId(1);
  private static final byte[] HASH = {1, 2, 3};

  private final InMemorySources stored =
      new InMemorySources(InstantSource.fixed(Instant.parse("2026-05-01T12:00:00Z")));
  private final AtomicInteger questions = new AtomicInteger();
  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1_000);
  private Runnable whileAsked = () -> {};
  private final RememberedSources sources = new RememberedSources(new Counted(), nanoTime::get);
  private WriteKeyId key = new WriteKeyId(1);

  @BeforeEach
  void issue() {
    key = sources.addKey(DEFAULT, HASH, "hint").orElseThrow().id();
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  @Test
  void a_key_is_asked_for_once_a_second_and_not_once_a_request() {
    for (int i = 0; i < 100; i++) {
      assertThat(sources.openedBy(HASH.clone())).contains(DEFAULT);
    }
    assertThat(questions).hasValue(1);
    pass(RememberedSources.REMEMBERED);
    assertThat(sources.openedBy(HASH)).contains(DEFAULT);
    assertThat(questions).hasValue(2);
  }

  @Test
  void a_key_revoked_here_opens_nothing_from_then_on() {
    assertThat(sources.openedBy(HASH)).contains(DEFAULT);
    assertThat(sources.revokeKey(DEFAULT, key)).isTrue();
    assertThat(sources.openedBy(HASH)).isEmpty();
  }

  @Test
  void a_source_closed_here_is_opened_by_none_of_its_keys_from_then_on() {
    assertThat(sources.openedBy(HASH)).contains(DEFAULT);
    assertThat(sources.close(DEFAULT)).isTrue();
    assertThat(sources.openedBy(HASH)).isEmpty();
  }

  @Test
  void a_key_revoked_elsewhere_opens_nothing_a_second_later() {
    assertThat(sources.openedBy(HASH)).contains(DEFAULT);
    stored.revokeKey(DEFAULT, key);
    pass(RememberedSources.REMEMBERED.minusNanos(1));
    assertThat(sources.openedBy(HASH)).as("not asked yet").contains(DEFAULT);
    pass(Duration.ofNanos(1));
    assertThat(sources.openedBy(HASH)).isEmpty();
    assertThat(sources.openedBy(HASH)).isEmpty();
  }

  @Test
  void an_answer_that_was_under_way_at_a_revocation_is_not_remembered() {
    whileAsked = () -> sources.revokeKey(DEFAULT, key);
    assertThat(sources.openedBy(HASH)).as("asked before").contains(DEFAULT);
    assertThat(sources.openedBy(HASH)).isEmpty();
  }

  @Test
  void a_key_that_opens_nothing_is_asked_for_once_a_second_and_pushes_no_other_out() {
    byte[] other = {7};
    assertThat(sources.openedBy(HASH)).contains(DEFAULT);
    assertThat(sources.openedBy(other)).isEmpty();
    assertThat(sources.openedBy(other)).isEmpty();
    assertThat(sources.openedBy(HASH)).contains(DEFAULT);
    assertThat(questions).hasValue(2);
    pass(RememberedSources.REMEMBERED);
    assertThat(sources.openedBy(other)).isEmpty();
    assertThat(questions).hasValue(3);
  }

  @Test
  void a_key_made_here_opens_at_once_and_one_made_elsewhere_a_second_later() {
    byte[] here = {7};
    byte[] elsewhere = {8};
    assertThat(sources.openedBy(here)).isEmpty();
    sources.addKey(DEFAULT, here, "hint");
    assertThat(sources.openedBy(here)).contains(DEFAULT);
    assertThat(sources.openedBy(elsewhere)).isEmpty();
    stored.addKey(DEFAULT, elsewhere, "hint");
    pass(RememberedSources.REMEMBERED);
    assertThat(sources.openedBy(elsewhere)).contains(DEFAULT);
  }

  @Test
  void however_many_keys_there_are_memory_is_bounded_and_all_of_them_open() {
    var all = new AlwaysOpen();
    var many = new RememberedSources(all, nanoTime::get);
    for (int i = 0; i <= RememberedSources.MOST_KEYS; i++) {
      assertThat(many.openedBy(hash(i))).contains(DEFAULT);
    }
    int asked = questions.get();
    assertThat(many.openedBy(hash(RememberedSources.MOST_KEYS))).contains(DEFAULT);
    assertThat(questions).as("the last one is remembered").hasValue(asked);
    assertThat(many.openedBy(hash(0))).contains(DEFAULT);
    assertThat(questions).as("the first one made room").hasValue(asked + 1);
  }

  private static byte[] hash(int number) {
    return Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void everything_else_is_the_stores_own() {
    assertThat(sources.create("till").orElseThrow()).isEqualTo(sources.all().getLast());
    assertThat(sources.find(DEFAULT)).isEqualTo(stored.find(DEFAULT));
  }

  /** Counts the questions for keys, and lets something happen while one is answered. */
  private class Counted implements Sources {
    @Override
    public Optional<SourceId> openedBy(byte[] keyHash) {
      questions.incrementAndGet();
      var found = stored.openedBy(keyHash);
      whileAsked.run();
      return found;
    }

    @Override
    public Optional<Source> create(String name) {
      return stored.create(name);
    }

    @Override
    public List<Source> all() {
      return stored.all();
    }

    @Override
    public Optional<Source> find(SourceId id) {
      return stored.find(id);
    }

    @Override
    public boolean close(SourceId id) {
      return stored.close(id);
    }

    @Override
    public Optional<Source.WriteKey> addKey(SourceId source, byte[] keyHash, String hint) {
      return stored.addKey(source, keyHash, hint);
    }

    @Override
    public boolean revokeKey(SourceId source, WriteKeyId which) {
      return stored.revokeKey(source, which);
    }
  }

  private final class AlwaysOpen extends Counted {
    @Override
    public Optional<SourceId> openedBy(byte[] keyHash) {
      questions.incrementAndGet();
      return Optional.of(DEFAULT);
    }
  }
}
