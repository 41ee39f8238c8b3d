package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.LaneStart;
import dev.waybill.domain.connector.RateLimit;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.credential.StoredCredential;
import dev.waybill.domain.json.JsonObject;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

class MasterKeyTest {
  private static final String TOKEN = "a-token-nobody-may-see-0123456789";

  @TempDir private Path folder = Path.of("");

  private MasterKey key(String name) {
    return MasterKey.loadOrMake(folder.resolve(name));
  }

  private static Credential credential() {
    return new Credential(Map.of("access_token", new Secret(TOKEN)));
  }

  @Test
  void a_key_is_made_once_for_its_owner_alone() throws IOException {
    var made = key("key");
    assertThat(key("key").id()).isEqualTo(made.id()).matches("[0-9a-f]{8}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key"))))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void a_key_that_is_not_there_or_no_key_is_refused() throws IOException {
    assertThatThrownBy(() -> MasterKey.load(folder.resolve("missing")))
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessageContaining("missing");
    var file = Files.writeString(folder.resolve("broken"), "{\"secret\": \"" + TOKEN + "\"}");
    assertThatThrownBy(() -> MasterKey.load(file))
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessageContaining("broken")
        .hasMessageNotContaining(TOKEN)
        .hasNoCause();
  }

  @Test
  void what_was_sealed_is_opened_for_its_owner() {
    var vault = new TinkVault(key("key"), OutboxFixture.JSON);
    var sealed = vault.seal(credential(), "con_7");
    assertThat(new String(sealed.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain(TOKEN);
    var opened = new TinkVault(key("key"), OutboxFixture.JSON).open(sealed, "con_7");
    assertThat(opened.names()).containsExactly("access_token");
    assertThat(Objects.requireNonNull(opened.get("access_token")).reveal()).isEqualTo(TOKEN);
  }

  @Test
  void what_was_sealed_is_opened_for_nobody_else() {
    var vault = new TinkVault(key("key"), OutboxFixture.JSON);
    var sealed = vault.seal(credential(), "con_7");
    assertThatThrownBy(() -> vault.open(sealed, "con_8")).isInstanceOf(IllegalStateException.class);
    var other = new TinkVault(key("other"), OutboxFixture.JSON);
    assertThatThrownBy(() -> other.open(sealed, "con_7")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_database_belongs_to_the_first_key_it_sees() {
    try (var test = TestDatabase.fresh()) {
      var first = key("first");
      var second = key("second");
      first.checkAgainst(test.database());
      assertThatCode(() -> first.checkAgainst(test.database())).doesNotThrowAnyException();
      assertThatThrownBy(() -> second.checkAgainst(test.database()))
          .isInstanceOf(DatabaseRefusedException.class)
          .hasMessageContaining(first.id())
          .hasMessageContaining(second.id());
    }
  }

  @Test
  void a_dump_of_the_database_shows_no_secret() throws SQLException, IOException {
    try (var outbox = new OutboxFixture()) {
      var key = key("key");
      key.checkAgainst(outbox.test().database());
      var sealed = new TinkVault(key, OutboxFixture.JSON).seal(credential(), "con_1");
      var draft =
          new Configuration(
              JsonObject.EMPTY,
              StoredCredential.given(sealed, Instant.EPOCH),
              Set.of(),
              new LaneStart.Now(),
              null,
              null,
              null,
              RateLimit.NONE,
              List.of());
      var reason = new Reason("new", "Not verified yet.", Instant.EPOCH);
      var created = outbox.connectors().create("in the dump", "tiktok-events", draft, reason);
      outbox.connectors().promote(created.id(), 1);
      var dump = dump(outbox.test().settings());
      assertThat(dump).as("it is a dump").contains("in the dump", hex(sealed.bytes()));
      var bytes = TOKEN.getBytes(StandardCharsets.UTF_8);
      assertThat(dump)
          .doesNotContain(TOKEN)
          .doesNotContain(hex(bytes))
          .doesNotContain(Base64.getEncoder().encodeToString(bytes));
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String dump(DatabaseSettings settings) throws SQLException, IOException {
    var dump = new StringWriter();
    try (var connection = TestDatabase.connect(settings)) {
      var copy = connection.unwrap(PGConnection.class).getCopyAPI();
      for (var table : tables(connection)) {
        copy.copyOut("COPY (SELECT * FROM " + table + ") TO STDOUT", dump);
      }
    }
    return dump.toString();
  }

  private static List<String> tables(Connection connection) throws SQLException {
    var tables = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    assertThat(tables).contains("connector", "event_log");
    return tables;
  }
}
