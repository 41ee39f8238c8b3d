package dev.waybill.inbound.cli.command;

import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.inbound.cli.Client;
import dev.waybill.inbound.cli.ClientOptions;
import dev.waybill.inbound.cli.CommandFailedException;
import dev.waybill.inbound.cli.Document;
import dev.waybill.inbound.cli.Inputs;
import dev.waybill.inbound.cli.Lookup;
import dev.waybill.inbound.cli.PrettyJson;
import dev.waybill.inbound.cli.Surroundings;
import dev.waybill.inbound.cli.Table;
import dev.waybill.inbound.cli.yaml.YamlDocument;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./waybill mapping}. */
@Command(
    name = "mapping",
    mixinStandardHelpOptions = true,
    description = "Tries a connector's mapping without sending anything.")
final class MappingCommand {
  private static final String WHICH = "draft or active; the draft if there is one, when absent";

  private final Surroundings here;

  @Mixin private final ClientOptions options = new ClientOptions();

  MappingCommand(Surroundings here) {
    this.here = here;
  }

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = "Runs the mapping tests. Ends with 1 if one fails, or there is none.")
  int test(
      @Parameters(paramLabel = "CONNECTOR", description = "its id or its name") String connector,
      @Option(names = "--configuration", paramLabel = "WHICH", description = WHICH)
          @Nullable String configuration)
      throws InterruptedException {
    var client = Client.of(here, options);
    var path = path(client, connector) + "/mapping-tests/run";
    var body = which(configuration).build();
    var run = client.api().post(path, body).orRefused().body();
    client.screen().show(run, tests(run), "There is no mapping test: nothing was shown.");
    client
        .screen()
        .say(
            "%s of %s passed (%s configuration)."
                .formatted(run.text("passed"), run.text("total"), run.text("configuration")));
    return run.number("total") > 0 && run.number("passed") == run.number("total") ? 0 : 1;
  }

  private static JsonObject.Builder which(@Nullable String configuration) {
    var body = JsonObject.builder();
    return configuration == null ? body : body.put("configuration", configuration);
  }

  private static Table tests(Document run) {
    var table = Table.of("test", "of", "result", "what differs");
    for (var test : run.documents("results")) {
      table.row(
          test.text("name"),
          test.text("starting_mapping", "the connector"),
          test.isTrue("passed") ? "passed" : "failed",
          differences(test));
    }
    return table;
  }

  private static String differences(Document test) {
    var text = new StringBuilder();
    for (var difference : test.documents("differences")) {
      text.append(difference.text("pointer")).append(' ').append(difference.text("kind"));
      var json = difference.json();
      text.append(": expected ").append(shown(json, "expected"));
      text.append(", got ").append(shown(json, "actual")).append("; ");
    }
    for (var problem : test.documents("problems")) {
      text.append(problem.text("pointer")).append(' ').append(problem.text("message")).append("; ");
    }
    return text.toString().replaceAll("; $", "");
  }

  private static String shown(JsonObject json, String name) {
    var value = json.get(name);
    return value == null || value instanceof JsonNull ? "nothing" : Flat.of(value);
  }

  @Command(
      name = "preview",
      mixinStandardHelpOptions = true,
      description = {
        "Shows what would become of an event: the payload, and for each field which rule made it.",
        "Nothing is sent and nothing is kept. Ends with 1 if the event would not be sent."
      })
  int preview(
      @Parameters(paramLabel = "CONNECTOR", description = "its id or its name") String connector,
      @Parameters(
              paramLabel = "FILE",
              description = "one event as JSON or YAML; - for standard input")
          String file,
      @Option(names = "--configuration", paramLabel = "WHICH", description = WHICH)
          @Nullable String configuration)
      throws InterruptedException {
    var document = YamlDocument.read(file, new Inputs(here).bytes(file));
    if (!(document.root() instanceof JsonObject event)) {
      throw new CommandFailedException(
          file + ": wanted one event, got " + document.root().kind() + ".");
    }
    var client = Client.of(here, options);
    var body = which(configuration).put("event", event).build();
    var preview = client.api().post(path(client, connector) + "/preview", body).orRefused().body();
    if (client.screen().isJson()) {
      client.screen().show(preview.json());
    } else {
      show(client, preview);
    }
    return preview.text("admission").equals("wanted") && preview.has("payload") ? 0 : 1;
  }

  private void show(Client client, Document preview) {
    var screen = client.screen();
    screen.say(
        "%s, by the %s configuration"
            .formatted(admission(preview.text("admission")), preview.text("configuration")));
    screen.show(fields(preview));
    findings("problem", preview, "problems", client);
    findings("note", preview, "notes", client);
    findings("unwise", preview, "findings", client);
    if (preview.has("payload")) {
      here.out().println(PrettyJson.of(preview.in("payload").json(), here.codec()));
      here.out().flush();
    }
  }

  private static String admission(String admission) {
    return switch (admission) {
      case "wanted" -> "Would be sent";
      case "filtered" -> "Would not be sent: the filter leaves it out";
      case "no_place" -> "Would not be sent: this connector has no place for its event_source";
      case "too_old" -> "Would not be sent: it is past the platform's window";
      default -> admission;
    };
  }

  private static Table fields(Document preview) {
    var table = Table.of("field", "set", "by", "from", "rule");
    for (var field : preview.documents("fields")) {
      table.row(
          field.text("pointer"),
          field.text("set"),
          field.text("by"),
          field.text("from"),
          field.text("starting_mapping", "own") + " " + field.text("rule"));
    }
    return table;
  }

  private static void findings(String what, Document preview, String name, Client client) {
    for (var finding : preview.documents(name)) {
      client
          .screen()
          .say("%s %s: %s".formatted(what, finding.text("pointer"), finding.text("message")));
    }
  }

  private static String path(Client client, String connector) throws InterruptedException {
    return "/v1/connectors/" + new Lookup(client.api()).connector(connector);
  }
}
