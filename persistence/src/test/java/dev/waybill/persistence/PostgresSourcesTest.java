package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.source.Rejection;
import dev.waybill.domain.source.Rejections;
import dev.waybill.domain.source.Source;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.source.WriteKeyId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresSourcesTest {
  private static final SourceId NOBODY = new SourceId(999_999);

  private static OutboxFixture outbox;
  private static PostgresSources sources;

  @BeforeAll
  static void open() {
    outbox = new OutboxFixture();
    sources = outbox.sources();
  }

  @AfterAll
  static void close() {
    outbox.close();
  }

  private static byte[] hash(int number) {
    return new byte[] {(byte) number, 2, 3};
  }

  @Test
  void a_source_named_default_is_there_from_the_start() {
    assertThat(sources.all().getFirst().name()).isEqualTo("default");
    assertThat(sources.find(new SourceId(1))).map(Source::name).contains("default");
  }

  @Test
  void a_name_is_given_once_even_when_its_source_is_closed() {
    var created = sources.create("once").orElseThrow();
    assertThat(sources.find(created.id())).contains(created);
    assertThat(sources.create("once")).isEmpty();
    assertThat(sources.close(created.id())).isTrue();
    assertThat(sources.close(created.id())).as("closed before").isFalse();
    assertThat(sources.create("once")).isEmpty();
    assertThat(sources.find(created.id()).orElseThrow().closedAt()).isNotNull();
    assertThat(sources.close(NOBODY)).isFalse();
    assertThat(sources.find(NOBODY)).isEmpty();
  }

  @Test
  void several_keys_open_a_source_until_each_is_revoked() {
    var source = sources.create("keys").orElseThrow().id();
    var first = sources.addKey(source, hash(1), "aaaa").orElseThrow();
    var second = sources.addKey(source, hash(2), "bbbb").orElseThrow();
    assertThat(sources.find(source).orElseThrow().keys()).containsExactly(first, second);
    assertThat(sources.openedBy(hash(1))).contains(source);
    assertThat(sources.revokeKey(new SourceId(1), first.id())).as("another source's").isFalse();
    assertThat(sources.revokeKey(source, first.id())).isTrue();
    assertThat(sources.revokeKey(source, first.id())).as("revoked before").isFalse();
    assertThat(sources.revokeKey(source, new WriteKeyId(999_999))).isFalse();
    assertThat(sources.openedBy(hash(1))).isEmpty();
    assertThat(sources.openedBy(hash(2))).contains(source);
  }

  @Test
  void a_closed_source_is_opened_by_no_key_and_gets_none() {
    var source = sources.create("closed").orElseThrow().id();
    sources.addKey(source, hash(3), "cccc");
    sources.close(source);
    assertThat(sources.openedBy(hash(3))).isEmpty();
    assertThat(sources.addKey(source, hash(4), "dddd")).isEmpty();
    assertThat(sources.addKey(NOBODY, hash(5), "eeee")).isEmpty();
  }

  @Test
  void the_last_rejections_are_kept_and_read_newest_first() {
    var rejections = new PostgresRejections(outbox.test().database());
    var source = outbox.newSource();
    rejections.keep(source, rejections(0, 700));
    rejections.keep(source, rejections(700, 1_200));
    rejections.keep(source, List.of());
    var last = rejections.last(source, 2_000);
    assertThat(last).hasSize(Rejections.KEPT);
    assertThat(last.getFirst()).isEqualTo(rejection(1_199));
    assertThat(last.getLast()).isEqualTo(rejection(200));
    assertThat(rejections.last(source, 2)).hasSize(2);
    assertThat(rejections.last(outbox.newSource(), 10)).isEmpty();
  }

  @Test
  void no_more_rejections_are_told_than_are_kept() {
    var rejections = new PostgresRejections(outbox.test().database());
    var source = outbox.newSource();
    rejections.keep(source, rejections(0, 1_000));
    rejections.keep(source, rejections(1_000, 1_010));
    var last = rejections.last(source, 2_000);
    assertThat(last).hasSize(Rejections.KEPT);
    assertThat(last.getLast()).isEqualTo(rejection(10));
  }

  @Test
  void rejections_are_kept_while_somebody_forgets_older_ones() throws SQLException {
    var rejections = new PostgresRejections(outbox.test().database());
    var source = outbox.newSource();
    rejections.keep(source, rejections(0, 1_000));
    try (var connection = TestDatabase.connect(outbox.test().settings());
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT pg_advisory_xact_lock(7203, " + source.number() + ")");
      statement.execute("DELETE FROM rejection WHERE source_id = " + source.number());
      assertThat(
              CompletableFuture.runAsync(() -> rejections.keep(source, rejections(1_000, 1_200))))
          .succeedsWithin(Duration.ofSeconds(5));
      connection.rollback();
    }
    assertThat(rejections.last(source, 1)).containsExactly(rejection(1_199));
  }

  private static List<Rejection> rejections(int from, int to) {
    return IntStream.range(from, to).mapToObj(PostgresSourcesTest::rejection).toList();
  }

  private static Rejection rejection(int number) {
    return new Rejection(
        Instant.ofEpochSecond(number),
        "/properties/value",
        "required",
        "Number " + number,
        number % 2 == 0 ? "Purchase" : null);
  }

  @Test
  void what_is_recorded_is_there() {
    new PostgresAuditLog(outbox.test().database()).record("reveal_event", "key 1");
    assertThat(
            outbox
                .test()
                .execute("DELETE FROM audit WHERE action = 'reveal_event' AND subject = 'key 1'"))
        .isEqualTo(1);
  }
}
