package dev.waybill.inbound.cli.command;

import dev.waybill.inbound.cli.Api;
import dev.waybill.inbound.cli.Client;
import dev.waybill.inbound.cli.ClientOptions;
import dev.waybill.inbound.cli.Document;
import dev.waybill.inbound.cli.Surroundings;
import dev.waybill.inbound.cli.Table;
import java.util.HashSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./waybill platforms}. */
@Command(
    name = "platforms",
    mixinStandardHelpOptions = true,
    description = "The catalogue: which platforms a connector can be for.")
final class PlatformsCommand implements Callable<Integer> {
  private final Surroundings here;

  @Mixin private final ClientOptions options = new ClientOptions();

  PlatformsCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() throws InterruptedException {
    return list();
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists every platform.")
  int list() throws InterruptedException {
    var client = Client.of(here, options);
    var answer = client.api().get("/v1/platforms").orRefused().body();
    var table = Table.of("type", "title", "description");
    for (var platform : answer.documents("platforms")) {
      table.row(platform.text("type"), platform.text("title"), platform.text("description"));
    }
    client.screen().show(answer, table, "No destination is installed.");
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows a platform's settings, credential and limits; all of it as JSON.")
  int show(@Parameters(paramLabel = "TYPE", description = "such as tiktok-events") String type)
      throws InterruptedException {
    var client = Client.of(here, options);
    var platform = client.api().get("/v1/platforms/" + Api.escaped(type)).orRefused().body();
    client.screen().show(platform, facts(platform), "");
    return 0;
  }

  private static Table facts(Document platform) {
    var limits = platform.in("limits");
    var facts =
        Table.ofFacts()
            .row("type", platform.text("type"))
            .row("title", platform.text("title"))
            .row("description", platform.text("description"))
            .row("batch", limits.text("batch_events") + " events");
    members("setting", platform.in("settings_schema"), facts);
    members("credential", platform.in("credential_schema"), facts);
    for (var mapping : platform.documents("starting_mappings")) {
      facts.row("starting mapping", mapping.text("name") + ": " + mapping.text("title"));
    }
    return facts.fact("event names", platform.text("event_names"));
  }

  private static void members(String what, Document schema, Table facts) {
    var required = new HashSet<>(schema.texts("required"));
    var properties = schema.in("properties");
    for (var name : properties.json().members().keySet()) {
      var described = properties.in(name).text("description", properties.in(name).text("title"));
      facts.row(
          what,
          name
              + (required.contains(name) ? " (wanted)" : "")
              + (described.isEmpty() ? "" : ": " + described));
    }
  }
}
