package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.AuthorizationStates;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresAuthorizationStatesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private OutboxFixture outbox;
  private AuthorizationStates states;

  @BeforeAll
  void open() {
    outbox = new OutboxFixture();
    states = new PostgresAuthorizationStates(outbox.test().database());
  }

  @AfterAll
  void close() {
    outbox.close();
  }

  @Test
  void a_state_is_taken_once() {
    var connector = outbox.newConnector(List.of(outbox.newSource()));
    states.begin("first", connector, MINUTE);
    assertThat(states.take("first")).contains(connector);
    assertThat(states.take("first")).isEmpty();
    assertThat(states.take("never begun")).isEmpty();
  }

  @Test
  void a_state_that_is_too_old_is_nobodys() {
    var connector = outbox.newConnector(List.of(outbox.newSource()));
    states.begin("late", connector, Duration.ZERO);
    assertThat(states.take("late")).isEmpty();
  }

  @Test
  void nobody_can_read_a_state_from_its_table() {
    states.begin("secret-state", outbox.newConnector(List.of(outbox.newSource())), MINUTE);
    var rows =
        outbox
            .test()
            .database()
            .with(
                handle ->
                    handle
                        .createQuery("SELECT encode(digest, 'escape') FROM authorization_state")
                        .mapTo(String.class)
                        .list());
    assertThat(rows).isNotEmpty().noneMatch(row -> row.contains("secret-state"));
  }

  @Test
  void those_that_are_too_old_do_not_pile_up() {
    var connector = outbox.newConnector(List.of(outbox.newSource()));
    states.begin("old", connector, Duration.ZERO);
    states.begin("new", connector, MINUTE);
    var expired =
        outbox
            .test()
            .database()
            .with(
                handle ->
                    handle
                        .createQuery(
                            "SELECT count(*) FROM authorization_state"
                                + " WHERE expires_at <= clock_timestamp()")
                        .mapTo(Integer.class)
                        .one());
    assertThat(expired).isZero();
  }
}
