package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.persistence.TestServer.Kind;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run that is to show something of one server must not pass on another. */
class TestServerTest {
  private static final Map<String, String> NAMED = Map.of("WAYBILL_TEST_DATABASE_URL", "jdbc:…");

  @Test
  void the_server_is_of_the_version_that_this_run_is_for() throws SQLException {
    try (var connection = TestDatabase.connect(TestServer.settings())) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      assertThat(version).isBetween(Schema.OLDEST, Schema.NEWEST);
      var wanted = Integer.getInteger("waybill.test.postgres.version");
      if (wanted != null) {
        assertThat(version).isEqualTo(wanted);
      } else if (TestServer.kind() != Kind.NAMED) {
        assertThat(version).isEqualTo(Schema.NEWEST);
      }
    }
  }

  @Test
  void a_server_that_is_named_is_taken_before_any_other() {
    assertThat(TestServer.kind(NAMED, "embedded", () -> true)).isEqualTo(Kind.NAMED);
  }

  @Test
  void without_a_choice_a_container_is_taken_where_docker_answers() {
    assertThat(TestServer.kind(Map.of(), null, () -> true)).isEqualTo(Kind.CONTAINER);
    assertThat(TestServer.kind(Map.of(), null, () -> false)).isEqualTo(Kind.EMBEDDED);
  }

  @Test
  void a_choice_holds_whether_docker_answers_or_not() {
    assertThat(TestServer.kind(Map.of(), "embedded", () -> true)).isEqualTo(Kind.EMBEDDED);
    assertThat(TestServer.kind(Map.of(), "container", () -> false)).isEqualTo(Kind.CONTAINER);
  }

  @Test
  void a_misspelt_choice_is_refused() {
    assertThatThrownBy(() -> TestServer.kind(Map.of(), "contanier", () -> true))
        .hasMessage("waybill.test.postgres: wanted container or embedded, got contanier");
  }
}
