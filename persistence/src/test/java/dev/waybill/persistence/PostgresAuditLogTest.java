package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.waybill.domain.audit.Actor;
import dev.waybill.domain.audit.ReadAudit.Act;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAuditLogTest {
  private final TestDatabase test = TestDatabase.fresh();
  private final PostgresAuditLog audit = new PostgresAuditLog(test.database());

  @AfterEach
  void close() {
    test.close();
  }

  private boolean record(String subject) {
    audit.record("reveal_event", subject);
    return true;
  }

  @Test
  void an_act_is_recorded_with_who_did_it() {
    record("one");
    new Actor("console session 1").perform(() -> record("two"));
    record("three");
    assertThat(audit.page(null, 10).acts())
        .extracting(Act::actor, Act::subject)
        .containsExactly(
            tuple("platform", "three"),
            tuple("console session 1", "two"),
            tuple("platform", "one"));
  }

  @Test
  void pages_go_through_the_whole_list() {
    record("one");
    record("two");
    record("three");
    var first = audit.page(null, 2);
    assertThat(first.acts()).extracting(Act::subject).containsExactly("three", "two");
    var second = audit.page(first.next(), 2);
    assertThat(second.acts()).extracting(Act::subject).containsExactly("one");
    assertThat(second.next()).isNull();
  }

  @Test
  void nothing_was_done_at_first() {
    assertThat(audit.page(null, 10).acts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "x", "-1", "9999999999999999999"})
  void a_made_up_cursor_is_refused(String cursor) {
    assertThatThrownBy(() -> audit.page(cursor, 10)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_001})
  void a_page_of_no_or_too_many_acts_is_refused(int limit) {
    assertThatThrownBy(() -> audit.page(null, limit)).isInstanceOf(IllegalArgumentException.class);
  }
}
