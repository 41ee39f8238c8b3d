package dev.waybill.inbound.cli.doctor;

import dev.waybill.inbound.cli.Answer;
import dev.waybill.inbound.cli.Api;
import dev.waybill.inbound.cli.Document;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Looks into a platform that answers: nodes, log, connectors, ledger. One use, one thread. */
final class Rounds {
  private static final Duration SOON = Duration.ofHours(24);
  private static final int NEARLY_FULL = 85;

  private final Api api;
  private final InstantSource clock;
  private final List<Finding> findings = new ArrayList<>();

  Rounds(Api api, InstantSource clock) {
    this.api = api;
    this.clock = clock;
  }

  List<Finding> examine(Document connectors) throws InterruptedException {
    nodes();
    sources();
    connectors(connectors.documents("connectors"));
    outbox();
    ledger();
    return findings;
  }

  private void nodes() throws InterruptedException {
    var nodes = ask("nodes", "/v1/nodes").documents("nodes");
    var dead = nodes.stream().filter(node -> node.text("state").equals("dead")).toList();
    for (var node : dead) {
      findings.add(
          Finding.look(
              "nodes",
              "Node " + node.text("node") + " no longer beats.",
              "Others deliver for it. Start it again, or forget it: it leaves the list by itself."));
    }
    long versions = nodes.stream().map(node -> node.text("version")).distinct().count();
    if (versions > 1) {
      findings.add(
          Finding.look(
              "nodes", "The nodes are of " + versions + " versions.", "Finish the upgrade."));
    }
    if (dead.isEmpty() && versions == 1) {
      findings.add(Finding.ok("nodes", nodes.size() + " of one version."));
    }
  }

  private void sources() throws InterruptedException {
    var open =
        ask("sources", "/v1/sources").documents("sources").stream()
            .filter(source -> !source.has("closed_at"))
            .toList();
    boolean anyKey =
        open.stream()
            .flatMap(source -> source.documents("keys").stream())
            .anyMatch(key -> !key.has("revoked_at"));
    findings.add(
        anyKey
            ? Finding.ok("sources", open.size() + " open, with write keys.")
            : Finding.look(
                "sources",
                "No source has a write key, so nobody can send events.",
                "./waybill sources add-key default --to write.key"));
  }

  private void connectors(List<Document> connectors) {
    for (var connector : connectors) {
      var who = connector.text("id") + " '" + connector.text("name") + "'";
      if (!connector.text("status").equals("configured")) {
        findings.add(
            Finding.wrong(
                "connectors",
                who + " is not configured. " + reasons(connector),
                "./waybill connectors verify " + connector.text("id") + " tells line by line."));
      } else if (connector.isTrue("paused")) {
        findings.add(
            Finding.look(
                "connectors",
                who + " is paused: its events wait.",
                "./waybill connectors resume " + connector.text("id")));
      }
    }
    if (connectors.isEmpty()) {
      findings.add(
          Finding.look(
              "connectors",
              "There is none, so nothing is delivered.",
              "./waybill connectors add, or ./waybill apply -f waybill.yaml"));
    } else if (findings.stream().noneMatch(finding -> finding.area().equals("connectors"))) {
      findings.add(Finding.ok("connectors", "All " + connectors.size() + " are configured."));
    }
  }

  private static String reasons(Document connector) {
    var reasons =
        connector.documents("reasons").stream()
            .map(reason -> reason.text("message") + " Since " + reason.text("since") + ".")
            .toList();
    return String.join(" ", reasons);
  }

  private void outbox() throws InterruptedException {
    var outbox = ask("log", "/v1/outbox");
    log(outbox.in("log"));
    for (var backlog : outbox.documents("connectors")) {
      if (isSoon(backlog.text("first_expiry"))) {
        findings.add(
            Finding.look(
                "expiry",
                "%s '%s': %s wait and %s retry; the first expires at %s."
                    .formatted(
                        backlog.text("connector"),
                        backlog.text("name"),
                        backlog.text("waiting"),
                        backlog.text("retrying"),
                        backlog.text("first_expiry")),
                "Mend what keeps it from delivering: its reasons, or its rate limit."));
      }
    }
  }

  private boolean isSoon(String time) {
    try {
      return !time.isEmpty() && Instant.parse(time).isBefore(clock.instant().plus(SOON));
    } catch (DateTimeException _) {
      return false;
    }
  }

  private void log(Document log) {
    long budget = log.number("disk_budget");
    long used = budget == 0 ? 0 : 100 * log.number("bytes") / budget;
    if (log.isTrue("full")) {
      findings.add(
          Finding.wrong(
              "log",
              "The database has reached its disk budget: events are refused.",
              "Raise WAYBILL_DISK_BUDGET, or wait until the next part of the log leaves."));
    } else if (used >= NEARLY_FULL) {
      findings.add(
          Finding.look(
              "log",
              "The database has reached " + used + " % of its disk budget.",
              "Raise WAYBILL_DISK_BUDGET, or shorten WAYBILL_RETENTION."));
    } else {
      findings.add(Finding.ok("log", "There is room for events."));
    }
    if (log.isTrue("deduplication_window_short")) {
      findings.add(
          Finding.look(
              "log",
              "Duplicates are noticed for less than 48 hours.",
              "Raise WAYBILL_KEY_BUDGET."));
    }
  }

  private void ledger() throws InterruptedException {
    var ledger = ask("ledger", "/v1/ledger");
    if (!ledger.isTrue("balanced")) {
      findings.add(
          Finding.wrong(
              "ledger",
              "It does not balance: events are not accounted for.",
              "./waybill ledger verify finds where; keep the database as it is and report it."));
      return;
    }
    findings.add(Finding.ok("ledger", "It balances."));
    for (var line : ledger.documents("connectors")) {
      if (line.number("dead") > 0) {
        findings.add(
            Finding.look(
                "dead",
                "%s '%s' has %s dead events."
                    .formatted(line.text("connector"), line.text("name"), line.text("dead")),
                "./waybill dead list " + line.text("connector") + " tells why."));
      }
    }
  }

  private Document ask(String area, String path) throws InterruptedException {
    Answer answer = api.get(path);
    if (!answer.isDone()) {
      findings.add(
          Finding.wrong(
              area,
              "It cannot be told: " + answer.body().text("detail", "HTTP " + answer.status()),
              "Run doctor again when the database answers."));
    }
    return answer.body();
  }
}
