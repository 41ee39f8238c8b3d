package dev.waybill.inbound.cli.command;

import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.inbound.cli.Client;
import dev.waybill.inbound.cli.ClientOptions;
import dev.waybill.inbound.cli.Consent;
import dev.waybill.inbound.cli.Lookup;
import dev.waybill.inbound.cli.Surroundings;
import dev.waybill.inbound.cli.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./waybill dead}. */
@Command(
    name = "dead",
    mixinStandardHelpOptions = true,
    description = "Events that a platform will not take as they are: why, and sending them again.")
final class DeadCommand {
  private final Surroundings here;

  @Mixin private final ClientOptions options = new ClientOptions();

  DeadCommand(Surroundings here) {
    this.here = here;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Lists the reasons of all dead events, with what to do; of one connector, its dead events",
        "with their reasons, newest first."
      })
  int list(
      @Parameters(paramLabel = "CONNECTOR", arity = "0..1", description = "its id or its name")
          @Nullable String connector,
      @Mixin PageOptions page)
      throws InterruptedException {
    var client = Client.of(here, options);
    if (connector == null) {
      reasons(client);
    } else {
      var id = new Lookup(client.api()).connector(connector);
      new EventList(client).show(id, "dead", page, "No event of " + id + " is dead.");
    }
    return 0;
  }

  private static void reasons(Client client) throws InterruptedException {
    var answer = client.api().get("/v1/dead-letters").orRefused().body();
    var table = Table.of("connector", "code", "events", "sendable", "until", "what to do");
    for (var group : answer.documents("groups")) {
      table.row(
          group.text("connector") + " " + group.text("name"),
          group.text("code"),
          group.text("count"),
          group.text("sendable"),
          group.text("soonest_end"),
          group.text("advice"));
    }
    client.screen().show(answer, table, "No event is dead.");
  }

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      description = {
        "Sends a connector's dead events again, once what they died of is mended.",
        "--dry-run counts what that would be. Ends with 1 if any of them cannot be sent any more."
      })
  int replay(
      @Mixin Consent consent,
      @Parameters(paramLabel = "CONNECTOR", description = "its id or its name") String connector,
      @Option(
              names = "--code",
              paramLabel = "CODE",
              description = "only those that died with it; may be repeated")
          @Nullable List<String> codes,
      @Option(
              names = "--from",
              paramLabel = "TIME",
              description = "only those that died then or later")
          @Nullable String from,
      @Option(names = "--to", paramLabel = "TIME", description = "only those that died before")
          @Nullable String to,
      @Option(
              names = "--rate",
              paramLabel = "COUNT",
              description = "at most so many events a second; 1,000 if absent")
          @Nullable Integer rate,
      @Option(names = "--dry-run", description = "count, and send nothing") boolean dryRun,
      @Option(names = "--detach", description = "do not wait until it is done") boolean detach)
      throws InterruptedException {
    var client = Client.of(here, options);
    var id = new Lookup(client.api()).connector(connector);
    var wanted = wanted(id, codes, from, to, rate);
    var replays = new ReplayRun(client);
    if (dryRun) {
      replays.survey(wanted);
      return 0;
    }
    consent.obtain(
        "The dead events of " + id + (codes == null ? "" : " with " + codes) + " are sent again.",
        here);
    return replays.begin(wanted, detach);
  }

  private static JsonObject wanted(
      String connector,
      @Nullable List<String> codes,
      @Nullable String from,
      @Nullable String to,
      @Nullable Integer rate) {
    var wanted = JsonObject.builder().put("connector", connector).put("kind", "dead_letters");
    if (codes != null) {
      wanted.put("codes", JsonArray.ofStrings(codes));
    }
    if (from != null) {
      wanted.put("from", from);
    }
    if (to != null) {
      wanted.put("to", to);
    }
    if (rate != null) {
      wanted.put("events_per_second", rate);
    }
    return wanted.build();
  }
}
