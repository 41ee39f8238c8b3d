package dev.waybill.inbound.cli.command;

import dev.waybill.inbound.cli.Client;
import dev.waybill.inbound.cli.ClientOptions;
import dev.waybill.inbound.cli.Document;
import dev.waybill.inbound.cli.Lookup;
import dev.waybill.inbound.cli.Surroundings;
import dev.waybill.inbound.cli.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./waybill outbox}. */
@Command(
    name = "outbox",
    mixinStandardHelpOptions = true,
    description = "How far each connector is behind, and what expires first.")
final class OutboxCommand implements Callable<Integer> {
  private final Surroundings here;

  @Mixin private final ClientOptions options = new ClientOptions();

  OutboxCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() throws InterruptedException {
    var client = Client.of(here, options);
    var answer = client.api().get("/v1/outbox").orRefused().body();
    var table =
        Table.of("connector", "name", "waiting", "retrying", "oldest waiting", "first expiry");
    for (var connector : answer.documents("connectors")) {
      table.row(
          connector.text("connector"),
          connector.text("name"),
          connector.text("waiting"),
          connector.text("retrying"),
          connector.text("oldest_waiting"),
          expiry(connector));
    }
    client.screen().show(answer, table, "There is no connector, so nothing waits.");
    var log = answer.in("log");
    if (log.isTrue("full")) {
      client
          .screen()
          .say(
              "The database is as large as it may get: no more events are taken in until it shrinks.");
    }
    return 0;
  }

  private static String expiry(Document connector) {
    var at = connector.text("first_expiry");
    return at.isEmpty() ? "" : at + " (" + connector.text("first_expiry_by") + ")";
  }

  @Command(
      name = "events",
      mixinStandardHelpOptions = true,
      description = "Lists a connector's events with one verdict, newest first.")
  int events(
      @Parameters(paramLabel = "CONNECTOR", description = "its id or its name") String connector,
      @Option(
              names = "--verdict",
              required = true,
              paramLabel = "VERDICT",
              description = "delivered, retrying, dead, expired, filtered or waiting")
          String verdict,
      @Mixin PageOptions page)
      throws InterruptedException {
    var client = Client.of(here, options);
    var id = new Lookup(client.api()).connector(connector);
    new EventList(client).show(id, verdict, page, "No event of " + id + " is " + verdict + ".");
    return 0;
  }
}
