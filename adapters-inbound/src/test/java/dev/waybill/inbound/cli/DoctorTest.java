package dev.waybill.inbound.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbound.cli.doctor.Finding;
import dev.waybill.inbound.http.RunningApi;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoctorTest {
  private final RunningApi api = RunningApi.start();
  private final CliStage cli = CliStage.at(api);

  @AfterEach
  void stop() {
    api.close();
  }

  /** The server's clock is the machine's own. */
  private void setTheClock() {
    cli.clock.advance(Duration.between(cli.clock.instant(), Instant.now()));
  }

  @Test
  void each_thing_is_told_with_what_to_do() throws IOException {
    api.post("/v1/connectors", "{\"name\":\"TikTok\",\"platform\":\"mailbox\"}");
    setTheClock();
    var sick = cli.run("doctor");
    assertThat(sick.code()).isEqualTo(1);
    Golden.assertIs("doctor.txt", sick.steadyOut());
    var json = cli.run("doctor", "-o", "json");
    assertThat(json.code()).isEqualTo(1);
    assertThat(json.out()).startsWith("{\n  \"healthy\": false,\n  \"findings\": [");
  }

  @Test
  void a_database_that_is_away_and_a_ledger_that_does_not_balance_are_wrong() {
    api.ready.set(false);
    api.outbox.lose(1);
    setTheClock();
    assertThat(cli.run("doctor").out())
        .contains("wrong  ready: database: ")
        .contains("-> See that PostgreSQL runs")
        .contains("wrong  ledger: It does not balance");
  }

  @Test
  void clocks_that_differ_are_to_be_looked_at() {
    assertThat(cli.run("doctor").out()).contains("look   clock: This clock and the server's are ");
    setTheClock();
    assertThat(cli.run("doctor").out())
        .contains("ok     clock: This clock and the server's agree.");
  }

  @Test
  void a_wrong_token_a_missing_one_and_nobody_there_are_told() throws IOException {
    assertThat(cli.with("WAYBILL_TOKEN", "wrong").run("doctor").out())
        .contains("wrong  token: The token is not this installation's.")
        .doesNotContain("connectors");
    cli.environment.remove("WAYBILL_TOKEN");
    cli.with("WAYBILL_DATA_DIR", "/nowhere");
    assertThat(cli.run("doctor").out()).contains("wrong  token: There is no admin token");
    cli.with("WAYBILL_URL", "http://127.0.0.1:1");
    assertThat(cli.run("doctor").out()).contains("wrong  reachable: Nobody answers");
    cli.with("WAYBILL_URL", "nonsense");
    assertThat(cli.run("doctor").out()).contains("wrong  address: WAYBILL_URL: wanted");
    try (var other = new StubServer(200, "text/html", "<html>")) {
      assertThat(cli.with("WAYBILL_URL", other.url()).run("doctor").out())
          .contains("answers 200, and not as Waybill does");
      assertThat(other.authorizations).as("no token for strangers").containsOnly("null");
    }
  }

  @Test
  void what_is_wrong_on_this_machine_makes_it_wrong() {
    cli.local.add(Finding.wrong("settings", "WAYBILL_PORT: wanted a port.", "./waybill config"));
    assertThat(cli.run("doctor").out())
        .contains("wrong  settings: WAYBILL_PORT: wanted a port.\n       -> ./waybill config\n");
  }
}
