package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.LaneStart;
import dev.waybill.domain.connector.RateLimit;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.credential.StoredCredential;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.outbox.NodeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyRotationTest {
  @TempDir private Path folder = Path.of("");
  private final OutboxFixture outbox = new OutboxFixture();
  private MasterKey old;

  @BeforeEach
  void seal() {
    old = MasterKey.loadOrMake(folder.resolve("old"));
    old.checkAgainst(database());
    var active = create("one", "token-1");
    outbox.connectors().promote(active, 1);
    outbox.connectors().saveDraft(active, 2, configuration("con_1", "token-2"));
    create("two", "token-3");
  }

  @AfterEach
  void close() {
    outbox.close();
  }

  private Database database() {
    return outbox.test().database();
  }

  private ConnectorId create(String name, String token) {
    var id = name.equals("one") ? "con_1" : "con_2";
    var reason = new Reason("new", "Not verified yet.", Instant.EPOCH);
    return outbox.connectors().create(name, "tiktok-events", configuration(id, token), reason).id();
  }

  private Configuration configuration(String owner, String token) {
    var credential = new Credential(Map.of("access_token", new Secret(token)));
    return new Configuration(
        JsonObject.EMPTY,
        StoredCredential.given(
            new TinkVault(old, OutboxFixture.JSON).seal(credential, owner), Instant.EPOCH),
        Set.of(),
        new LaneStart.Now(),
        null,
        null,
        null,
        RateLimit.NONE,
        List.of());
  }

  private MasterKey successor() {
    return old.successor(folder.resolve("next"));
  }

  private MasterKey written() {
    return MasterKey.load(folder.resolve("next"));
  }

  @Test
  void everything_is_sealed_with_the_new_key_and_the_database_belongs_to_it() throws Exception {
    assertThat(new MasterKeyRotation(database()).rotate(old, successor())).isEqualTo(2);
    assertThat(written().id()).isNotEqualTo(old.id());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("next"))))
        .isEqualTo("rw-------");
    assertThatCode(() -> written().checkAgainst(database())).doesNotThrowAnyException();
    assertThatThrownBy(() -> old.checkAgainst(database()))
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessageContaining(written().id());
    assertThat(tokens(written())).containsExactly("token-1", "token-2", "token-3");
    assertThatThrownBy(() -> tokens(old)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void before_the_rotation_the_new_file_opens_everything_already() {
    successor();
    assertThatCode(() -> written().checkAgainst(database())).doesNotThrowAnyException();
    assertThat(tokens(written())).containsExactly("token-1", "token-2", "token-3");
  }

  @Test
  void a_node_that_runs_is_a_refusal_and_nothing_changes() {
    new PostgresNodes(database()).beat(new NodeId(UUID.randomUUID()), "0.1");
    assertThatThrownBy(() -> new MasterKeyRotation(database()).rotate(old, successor()))
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessageContaining("stop every node first");
    assertThatCode(() -> old.checkAgainst(database())).doesNotThrowAnyException();
    assertThat(tokens(old)).containsExactly("token-1", "token-2", "token-3");
  }

  @Test
  void a_credential_that_the_old_key_does_not_open_is_a_refusal_and_nothing_changes() {
    database()
        .with(
            handle ->
                handle.execute(
                    "UPDATE connector SET active_credential = '\\x00' WHERE name = 'one'"));
    assertThatThrownBy(() -> new MasterKeyRotation(database()).rotate(old, successor()))
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessageContaining("con_1");
    assertThatCode(() -> old.checkAgainst(database())).doesNotThrowAnyException();
    assertThat(token(old, 2)).isEqualTo("token-3");
  }

  private List<String> tokens(MasterKey key) {
    var one = outbox.connectors().find(new ConnectorId(1)).orElseThrow();
    return List.of(
        token(key, Objects.requireNonNull(one.active()), "con_1"),
        token(key, Objects.requireNonNull(one.draft()), "con_1"),
        token(key, 2));
  }

  private String token(MasterKey key, int connector) {
    var found = outbox.connectors().find(new ConnectorId(connector)).orElseThrow();
    return token(key, Objects.requireNonNull(found.draft()), "con_" + connector);
  }

  private static String token(MasterKey key, Configuration configuration, String owner) {
    var sealed = Objects.requireNonNull(configuration.credential()).sealed();
    var opened = new TinkVault(key, OutboxFixture.JSON).open(sealed, owner);
    return Objects.requireNonNull(opened.get("access_token")).reveal();
  }
}
