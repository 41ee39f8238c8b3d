package dev.waybill.inbound.cli.command;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.inbound.cli.Api;
import dev.waybill.inbound.cli.Client;
import dev.waybill.inbound.cli.ClientOptions;
import dev.waybill.inbound.cli.Consent;
import dev.waybill.inbound.cli.Lookup;
import dev.waybill.inbound.cli.Surroundings;
import dev.waybill.inbound.cli.Table;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./waybill replays}. */
@Command(
    name = "replays",
    mixinStandardHelpOptions = true,
    description = "What is sent again, and how far that has come.")
final class ReplaysCommand implements Callable<Integer> {
  private static final String ALL = "/v1/replays";

  private final Surroundings here;

  @Mixin private final ClientOptions options = new ClientOptions();

  ReplaysCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() throws InterruptedException {
    return list(null);
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the newest replays.")
  int list(
      @Option(names = "--connector", paramLabel = "CONNECTOR", description = "only of this one")
          @Nullable String connector)
      throws InterruptedException {
    var client = Client.of(here, options);
    var query =
        connector == null ? "" : "?connector=" + new Lookup(client.api()).connector(connector);
    var answer = client.api().get(ALL + query).orRefused().body();
    var table = Table.of("id", "connector", "kind", "status", "selected", "remaining", "created");
    for (var replay : answer.documents("replays")) {
      var progress = replay.in("progress");
      table.row(
          replay.text("id"),
          replay.text("connector"),
          replay.text("kind"),
          replay.text("status"),
          progress.text("selected"),
          progress.text("remaining"),
          replay.text("created_at"));
    }
    client.screen().show(answer, table, "Nothing was sent again yet.");
    return 0;
  }

  @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows one replay.")
  int show(@Parameters(paramLabel = "REPLAY", description = "its id") String replay)
      throws InterruptedException {
    var client = Client.of(here, options);
    new ReplayRun(client).show(client.api().get(path(replay)).orRefused().body());
    return 0;
  }

  @Command(
      name = "watch",
      mixinStandardHelpOptions = true,
      description = "Follows a replay to its end. Ends with 1 if part of it could not be sent.")
  int watch(@Parameters(paramLabel = "REPLAY", description = "its id") String replay)
      throws InterruptedException {
    return new ReplayRun(Client.of(here, options)).watch(Api.escaped(replay));
  }

  @Command(
      name = "begin",
      mixinStandardHelpOptions = true,
      description = {
        "Sends again what was received in a time, whatever became of it.",
        "--dry-run counts what that would be. Ends with 1 if part of it could not be sent."
      })
  int begin(
      @Mixin Consent consent,
      @Parameters(paramLabel = "CONNECTOR", description = "its id or its name") String connector,
      @Option(names = "--from", required = true, paramLabel = "TIME", description = "from when")
          String from,
      @Option(names = "--to", required = true, paramLabel = "TIME", description = "until when")
          String to,
      @Option(names = "--source", paramLabel = "SOURCE", description = "only of this one")
          @Nullable String source,
      @Option(names = "--rate", paramLabel = "COUNT", description = "events a second, at most")
          @Nullable Integer rate,
      @Option(names = "--dry-run", description = "count, and send nothing") boolean dryRun,
      @Option(names = "--detach", description = "do not wait until it is done") boolean detach)
      throws InterruptedException {
    var client = Client.of(here, options);
    var lookup = new Lookup(client.api());
    var id = lookup.connector(connector);
    var wanted =
        JsonObject.builder()
            .put("connector", id)
            .put("kind", "time_range")
            .put("from", from)
            .put("to", to);
    if (source != null) {
      wanted.put("source", lookup.source(source));
    }
    if (rate != null) {
      wanted.put("events_per_second", rate);
    }
    var run = new ReplayRun(client);
    if (dryRun) {
      run.survey(wanted.build());
      return 0;
    }
    consent.obtain(
        "What was received from " + from + " to " + to + " is sent to " + id + " once more.", here);
    return run.begin(wanted.build(), detach);
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = "Nothing more is sent for now.")
  int pause(@Parameters(paramLabel = "REPLAY", description = "its id") String replay)
      throws InterruptedException {
    return change(replay, "/pause");
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Goes on where it was paused.")
  int resume(@Parameters(paramLabel = "REPLAY", description = "its id") String replay)
      throws InterruptedException {
    return change(replay, "/resume");
  }

  @Command(
      name = "cancel",
      mixinStandardHelpOptions = true,
      description = "Ends it; what remains is never sent.")
  int cancel(
      @Mixin Consent consent,
      @Parameters(paramLabel = "REPLAY", description = "its id") String replay)
      throws InterruptedException {
    consent.obtain(replay + " ends, and what remains of it is never sent.", here);
    return change(replay, "/cancel");
  }

  private int change(String replay, String verb) throws InterruptedException {
    var client = Client.of(here, options);
    new ReplayRun(client).show(client.api().post(path(replay) + verb).orRefused().body());
    return 0;
  }

  private static String path(String replay) {
    return ALL + "/" + Api.escaped(replay);
  }
}
