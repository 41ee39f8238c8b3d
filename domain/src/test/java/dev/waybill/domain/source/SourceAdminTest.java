package dev.waybill.domain.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.source.ManageSources.Creation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAdminTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final SourceId DEFAULT = new SourceId(1);
  private static final SourceId NOWHERE = new SourceId(99);

  private final InMemorySources sources = new InMemorySources(InstantSource.fixed(NOW));
  private final InMemoryRejections rejections = new InMemoryRejections();
  private final SourceAdmin admin = new SourceAdmin(sources, rejections, new Random(7));

  @Test
  void a_source_is_created_under_a_name_of_its_own() {
    assertThat(admin.create("till 4"))
        .isInstanceOfSatisfying(
            Creation.Created.class, made -> assertThat(made.source().name()).isEqualTo("till 4"));
    assertThat(admin.create("till 4")).isEqualTo(new Creation.NameTaken());
    assertThat(admin.create("default")).isEqualTo(new Creation.NameTaken());
    assertThat(admin.all()).extracting(Source::name).containsExactly("default", "till 4");
  }

  @Test
  void the_name_of_a_closed_source_stays_taken() {
    admin.create("till");
    assertThat(admin.close(new SourceId(2))).isTrue();
    assertThat(admin.close(new SourceId(2))).isFalse();
    assertThat(admin.close(NOWHERE)).isFalse();
    assertThat(admin.create("till")).isEqualTo(new Creation.NameTaken());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " till", ".till", "till\n", "till/4", "Käse", "ti\u0000ll"})
  void a_bad_name_is_refused(String name) {
    assertThat(admin.create(name)).isEqualTo(new Creation.BadName());
  }

  @Test
  void a_name_has_at_most_64_characters() {
    assertThat(admin.create("x".repeat(64))).isInstanceOf(Creation.Created.class);
    assertThat(admin.create("y".repeat(65))).isEqualTo(new Creation.BadName());
  }

  @Test
  void a_write_key_is_shown_once_and_then_known_by_its_hash() {
    var issued = admin.issueKey(DEFAULT).orElseThrow();
    var text = issued.secret().reveal();
    assertThat(text).matches("wbk_live_[A-Za-z0-9_-]{43}").endsWith(issued.key().hint());
    assertThat(issued.key().hint()).hasSize(4);
    assertThat(issued.toString() + admin.all()).doesNotContain(text);
    assertThat(sources.openedBy(WriteKeyText.hash(new Secret(text)))).contains(DEFAULT);
    assertThat(sources.openedBy(WriteKeyText.hash(new Secret(text + "x")))).isEmpty();
  }

  @Test
  void keys_differ_and_several_are_valid_at_a_time() {
    var one = admin.issueKey(DEFAULT).orElseThrow();
    var other = admin.issueKey(DEFAULT).orElseThrow();
    assertThat(one.secret().reveal()).isNotEqualTo(other.secret().reveal());
    assertThat(admin.revokeKey(DEFAULT, one.key().id())).isTrue();
    assertThat(admin.revokeKey(DEFAULT, one.key().id())).isFalse();
    assertThat(sources.openedBy(WriteKeyText.hash(one.secret()))).isEmpty();
    assertThat(sources.openedBy(WriteKeyText.hash(other.secret()))).contains(DEFAULT);
  }

  @Test
  void a_source_that_is_not_there_or_closed_gets_no_key() {
    assertThat(admin.issueKey(NOWHERE)).isEmpty();
    admin.close(DEFAULT);
    assertThat(admin.issueKey(DEFAULT)).isEmpty();
  }

  @Test
  void rejections_are_told_newest_first_and_only_of_a_source_that_is_there() {
    rejections.keep(DEFAULT, List.of(rejection("a"), rejection("b"), rejection("c")));
    assertThat(admin.rejections(DEFAULT, 2).orElseThrow())
        .extracting(Rejection::code)
        .containsExactly("c", "b");
    assertThat(admin.rejections(NOWHERE, 2)).isEmpty();
    assertThat(admin.find(NOWHERE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"src_0", "src_01", "src_-1", "src_9999999999", "src_", "SRC_1", "1", "src_1 "})
  void what_is_no_id_is_not_read_as_one(String text) {
    assertThat(SourceId.parse(text)).isEmpty();
    assertThat(WriteKeyId.parse(text.replace("src", "key"))).isEmpty();
  }

  @Test
  void an_id_is_read_as_it_is_written() {
    assertThat(SourceId.parse(DEFAULT.toString())).contains(DEFAULT);
    assertThat(WriteKeyId.parse("key_3")).contains(new WriteKeyId(3));
    assertThat(new WriteKeyId(3)).hasToString("key_3");
  }

  private static Rejection rejection(String code) {
    return new Rejection(NOW, "/event", code, "message", null);
  }
}
