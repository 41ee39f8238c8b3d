package dev.waybill.inbound.cli.doctor;

import dev.waybill.domain.credential.Secret;
import dev.waybill.inbound.cli.Answer;
import dev.waybill.inbound.cli.Api;
import dev.waybill.inbound.cli.ClientOptions;
import dev.waybill.inbound.cli.CommandFailedException;
import dev.waybill.inbound.cli.Connection;
import dev.waybill.inbound.cli.Surroundings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Examines an installation from outside in, as far as it can be reached. One use, one thread. */
public final class Doctor {
  private static final Duration LARGE_SKEW = Duration.ofSeconds(5);

  private final Surroundings here;
  private final Connection connection;
  private final List<Finding> findings = new ArrayList<>();

  public Doctor(Surroundings here, ClientOptions options) {
    this.here = here;
    this.connection = new Connection(here, options);
  }

  public List<Finding> examine(LocalExamination local) throws InterruptedException {
    findings.addAll(local.examine());
    try {
      examine(connection.address());
    } catch (CommandFailedException e) {
      findings.add(
          Finding.wrong("address", String.valueOf(e.getMessage()), "Set WAYBILL_URL, or --url."));
    }
    return List.copyOf(findings);
  }

  private void examine(URI address) throws InterruptedException {
    Answer live;
    try {
      live = new Api(address, null, here.codec()).get("/health/live");
    } catch (CommandFailedException e) {
      findings.add(
          Finding.wrong(
              "reachable",
              String.valueOf(e.getMessage()),
              "Start ./waybill serve, or look at its log; a firewall or proxy may stand between."));
      return;
    }
    if (!live.body().text("status").equals("live")) {
      findings.add(
          Finding.wrong(
              "reachable",
              address + " answers " + live.status() + ", and not as Waybill does.",
              "Something else is at that address: look at WAYBILL_URL and WAYBILL_PORT."));
      return;
    }
    findings.add(Finding.ok("reachable", address + " answers."));
    encryption(address);
    clock(live);
    ready(address);
    withToken(address);
  }

  private void encryption(URI address) {
    if (connection.isInTheClear()) {
      findings.add(
          Finding.look(
              "encryption",
              "The admin token travels to " + address.getHost() + " in the clear.",
              "Put a proxy with TLS before it, and use https://."));
    }
  }

  private void clock(Answer live) {
    var date = live.date();
    if (date == null) {
      return;
    }
    // The header has whole seconds: half of one is nobody's fault.
    var skew = Duration.between(date, here.clock().instant()).abs();
    findings.add(
        skew.compareTo(LARGE_SKEW) > 0
            ? Finding.look(
                "clock",
                "This clock and the server's are " + skew.toSeconds() + " s apart.",
                "Let both follow a time server: platforms refuse events from the future.")
            : Finding.ok("clock", "This clock and the server's agree."));
  }

  private void ready(URI address) throws InterruptedException {
    var ready = new Api(address, null, here.codec()).get("/health/ready").body();
    for (var check : ready.documents("checks")) {
      var area = "ready: " + check.text("name");
      findings.add(
          check.isTrue("ok")
              ? Finding.ok(area, sentence(check.text("detail")))
              : Finding.wrong(area, sentence(check.text("detail")), mend(check.text("name"))));
    }
    for (var degraded : ready.documents("degraded")) {
      findings.add(
          Finding.look(
              "ready: " + degraded.text("name"),
              sentence(degraded.text("detail")),
              "docs/operations says what to do."));
    }
  }

  private static String sentence(String words) {
    return words.isEmpty()
        ? "Nothing more is said."
        : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static String mend(String check) {
    return switch (check) {
      case "database" ->
          "See that PostgreSQL runs and takes connections: WAYBILL_DATABASE_URL. It goes on by itself.";
      case "migrations" -> "Start this version once with a user that owns the database.";
      case "lease" -> "It comes back with the database; if not, look at the server's log.";
      default -> "Look at the server's log; docs/operations says more.";
    };
  }

  private void withToken(URI address) throws InterruptedException {
    Secret token;
    try {
      token = connection.token();
    } catch (CommandFailedException e) {
      findings.add(
          Finding.wrong("token", String.valueOf(e.getMessage()), "Set WAYBILL_TOKEN_FILE."));
      return;
    }
    var api = new Api(address, token, here.codec());
    var answer = api.get("/v1/connectors");
    if (answer.status() == 401) {
      findings.add(
          Finding.wrong(
              "token",
              "The token is not this installation's.",
              "Use the one of WAYBILL_ADMIN_TOKEN, or of the file whose path serve prints."));
      return;
    }
    findings.add(Finding.ok("token", "The token opens the admin API."));
    if (answer.isDone()) {
      findings.addAll(new Rounds(api, here.clock()).examine(answer.body()));
    } else {
      findings.add(Finding.wrong("api", answer.body().text("detail"), mend("database")));
    }
  }
}
