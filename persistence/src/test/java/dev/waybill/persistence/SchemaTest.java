package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.credential.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SchemaTest {
  @Test
  void a_database_is_opened_again_as_it_is() {
    var settings = TestDatabase.empty();
    Database.open(settings).close();
    try (var database = Database.open(settings)) {
      assertThat(database.ping()).isTrue();
    }
  }

  @Test
  void somebody_elses_tables_are_left_alone() throws SQLException {
    var settings = TestDatabase.empty();
    try (var connection = TestDatabase.connect(settings);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE theirs (id int)");
    }
    assertThatThrownBy(() -> Database.open(settings)).isInstanceOf(DatabaseRefusedException.class);
  }

  @Test
  void tables_of_a_newer_version_are_refused_at_the_next_start() throws SQLException {
    var settings = TestDatabase.empty();
    try (var running = Database.open(settings)) {
      upgradedTo999(settings);
      assertThat(running.ping()).as("a node that runs already goes on").isTrue();
      assertThatThrownBy(() -> Database.open(settings))
          .isInstanceOf(DatabaseRefusedException.class)
          .hasMessageContaining("newer Waybill")
          .hasMessageContaining("version 999")
          .hasMessageContaining("restore a backup");
    }
  }

  private static void upgradedTo999(DatabaseSettings settings) throws SQLException {
    try (var connection = TestDatabase.connect(settings);
        var statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO flyway_schema_history
          SELECT max(installed_rank) + 1, '999', 'of tomorrow', 'SQL', 'V999__of_tomorrow.sql', 1,
                 current_user, now(), 1, true
            FROM flyway_schema_history""");
    }
  }

  @Test
  void a_server_that_is_too_old_is_refused() {
    assertThatThrownBy(() -> Schema.checkVersion(13))
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessage("PostgreSQL: wanted version 14 to 18, got 13");
    assertThatCode(() -> Schema.checkVersion(14)).doesNotThrowAnyException();
    assertThatCode(() -> Schema.checkVersion(19)).doesNotThrowAnyException();
  }

  @Test
  void a_server_that_is_away_is_no_bug() {
    var nowhere =
        new DatabaseSettings("jdbc:postgresql://127.0.0.1:1/x", "x", new Secret("hidden"));
    assertThatThrownBy(() -> Database.open(nowhere)).isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void a_server_that_says_nothing_is_not_waited_for_for_ever() throws IOException {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var settings =
          new DatabaseSettings(
              "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x",
              "x",
              new Secret("hidden"));
      assertThatThrownBy(
              () -> Schema.bringUpToDate(settings, Duration.ofSeconds(1), Duration.ofSeconds(1)))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("does not answer");
    }
  }

  @Test
  void a_url_that_is_none_is_refused_without_repeating_it() {
    var wrong = new DatabaseSettings("mysql://me:hidden@host/x", "x", new Secret("hidden"));
    assertThatThrownBy(() -> Database.open(wrong))
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessageNotContaining("hidden")
        .hasNoCause();
  }
}
