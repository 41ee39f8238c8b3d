package dev.waybill.inbound.cli.command;

import dev.waybill.inbound.cli.Api;
import dev.waybill.inbound.cli.Client;
import dev.waybill.inbound.cli.ClientOptions;
import dev.waybill.inbound.cli.Connection;
import dev.waybill.inbound.cli.Inputs;
import dev.waybill.inbound.cli.Surroundings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./waybill events}. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = "Sends events, tells what became of one, and shows them as they come.")
final class EventsCommand {
  private final Surroundings here;

  @Mixin private final ClientOptions options = new ClientOptions();

  EventsCommand(Surroundings here) {
    this.here = here;
  }

  @Command(
      name = "send",
      mixinStandardHelpOptions = true,
      description = {
        "Sends events with a source's write key, from --key-file, WAYBILL_WRITE_KEY or",
        "WAYBILL_WRITE_KEY_FILE. One JSON object, an array of them, or one a line, however many.",
        "Sending a file again is safe: what is in already counts as a duplicate.",
        "Ends with 1 if an event was rejected."
      })
  int send(
      @Parameters(
              paramLabel = "FILE",
              defaultValue = "-",
              description = "the events; standard input if absent")
          String file,
      @Option(names = "--key-file", paramLabel = "FILE", description = "where the write key is")
          @Nullable Path keyFile)
      throws InterruptedException {
    var connection = new Connection(here, options);
    var api = new Api(connection.address(), connection.writeKey(keyFile), here.codec());
    var inputs = new Inputs(here);
    return new Sending(here, api, Client.screen(here, options))
        .send(inputs.stream(file), Inputs.name(file));
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Tells the story of an event: what was received, and at each connector the verdict and every",
        "call. Whatever could lead to a person is masked; --reveal uncovers it, which is recorded."
      })
  int show(
      @Parameters(paramLabel = "EVENT_ID", description = "as it was sent") String id,
      @Option(names = "--reveal", description = "uncover personal data; that is recorded")
          boolean reveal)
      throws InterruptedException {
    var client = Client.of(here, options);
    var path = "/v1/events/" + Api.escaped(id) + (reveal ? "?reveal=true" : "");
    new StoryView(client).show(client.api().get(path).orRefused().body());
    return 0;
  }

  @Command(
      name = "tail",
      mixinStandardHelpOptions = true,
      description = {
        "Shows the last events that came in, and goes on with those that come, until Ctrl-C.",
        "Each with its verdict at every connector, as soon as that is known, or after some seconds",
        "without."
      })
  int tail(
      @Option(
              names = "--source",
              paramLabel = "SOURCE",
              description = "only of this one, an id or a name")
          @Nullable String source,
      @Option(
              names = {"-n", "--lines"},
              paramLabel = "COUNT",
              description = "so many of those that came in before (default: ${DEFAULT-VALUE})",
              defaultValue = "10")
          int lines,
      @Option(names = "--once", description = "end when these are shown") boolean once)
      throws InterruptedException {
    var tail = new Tail(Client.of(here, options), source);
    tail.begin(lines);
    while (!once) {
      tail.goOn();
    }
    return 0;
  }
}
