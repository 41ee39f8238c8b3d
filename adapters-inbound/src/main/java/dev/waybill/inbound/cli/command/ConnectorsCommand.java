package dev.waybill.inbound.cli.command;

import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.inbound.cli.Client;
import dev.waybill.inbound.cli.ClientOptions;
import dev.waybill.inbound.cli.CommandFailedException;
import dev.waybill.inbound.cli.Consent;
import dev.waybill.inbound.cli.Document;
import dev.waybill.inbound.cli.Inputs;
import dev.waybill.inbound.cli.Lookup;
import dev.waybill.inbound.cli.RefusedException;
import dev.waybill.inbound.cli.Surroundings;
import dev.waybill.inbound.cli.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./waybill connectors}. */
@Command(
    name = "connectors",
    mixinStandardHelpOptions = true,
    description = "Registers connectors, brings them to configured, pauses and deletes them.")
final class ConnectorsCommand implements Callable<Integer> {
  private static final String ALL = "/v1/connectors";
  private static final String WHICH = "its id or its name";

  private final Surroundings here;

  @Mixin private final ClientOptions options = new ClientOptions();

  ConnectorsCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() throws InterruptedException {
    return list();
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists every connector with its status and why it is not configured.")
  int list() throws InterruptedException {
    var client = Client.of(here, options);
    var answer = client.api().get(ALL).orRefused().body();
    client
        .screen()
        .show(
            answer,
            ConnectorView.list(answer.documents("connectors")),
            "There is no connector yet: ./waybill platforms lists what there can be, ./waybill"
                + " connectors add registers one.");
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows one connector: status, reasons, what is missing, settings.")
  int show(@Parameters(paramLabel = "CONNECTOR", description = WHICH) String connector)
      throws InterruptedException {
    var client = Client.of(here, options);
    var answer = client.api().get(path(client, connector)).orRefused().body();
    client.screen().show(answer, ConnectorView.facts(answer), "");
    return 0;
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = {
        "Registers a connector, and gives it settings and a credential if they are named.",
        "verify puts it into use."
      })
  int add(
      @Mixin CredentialOptions credential,
      @Parameters(paramLabel = "NAME", description = "what to call it") String name,
      @Option(
              names = "--platform",
              required = true,
              paramLabel = "TYPE",
              description = "such as tiktok-events; ./waybill platforms lists them")
          String platform,
      @Option(
              names = "--source",
              paramLabel = "SOURCE",
              description = "where its events come from, an id or a name; may be repeated")
          @Nullable List<String> sources,
      @Option(
              names = "--settings",
              paramLabel = "FILE",
              description = "its settings as YAML or JSON; - for standard input")
          @Nullable String settings)
      throws InterruptedException {
    var client = Client.of(here, options);
    // Whatever can be wrong on this side is found before anything is registered.
    var patch = JsonObject.builder();
    if (settings != null) {
      patch.put("settings", settings(settings));
    }
    if (credential.isGiven()) {
      patch.put("credential", credential.read(platform, client.api(), here));
    }
    var body = JsonObject.builder().put("name", name).put("platform", platform);
    if (sources != null) {
      body.put("sources", JsonArray.ofStrings(ids(client, sources)));
    }
    var added = client.api().post(ALL, body.build()).orRefused();
    var draft = patch.build();
    shown(
        client,
        draft.members().isEmpty()
            ? added.body()
            : drafted(client, added.body(), added.etag(), draft),
        "is registered");
    return 0;
  }

  private static Document drafted(Client client, Document added, String etag, JsonObject draft)
      throws InterruptedException {
    var id = added.text("id");
    try {
      return client.api().patch(ALL + "/" + id + "/draft", etag, draft).orRefused().body();
    } catch (RefusedException e) {
      client
          .screen()
          .remark(
              id
                  + " is registered, but its draft was refused; mend that and give it with"
                  + " ./waybill connectors settings "
                  + id
                  + " or credential "
                  + id
                  + ".");
      throw e;
    }
  }

  private static List<String> ids(Client client, List<String> sources) throws InterruptedException {
    var lookup = new Lookup(client.api());
    var ids = new ArrayList<String>();
    for (var source : sources) {
      ids.add(lookup.source(source));
    }
    return ids;
  }

  private JsonObject settings(String file) {
    var document = YamlDocument.read(file, new Inputs(here).bytes(file));
    if (document.root() instanceof JsonObject object) {
      return object;
    }
    throw new CommandFailedException(
        file + ": wanted settings by name, got " + document.root().kind() + ".");
  }

  private static void shown(Client client, Document connector, String what) {
    var missing = connector.texts("missing");
    var next = missing.isEmpty() ? "" : " Missing: " + String.join("; ", missing);
    client
        .screen()
        .show(
            connector,
            "%s '%s' %s. It is %s.%s"
                .formatted(
                    connector.text("id"),
                    connector.text("name"),
                    what,
                    ConnectorView.status(connector),
                    next));
  }

  @Command(
      name = "settings",
      mixinStandardHelpOptions = true,
      description = "Replaces the settings of the connector's draft; verify puts it into use.")
  int settings(
      @Parameters(paramLabel = "CONNECTOR", description = WHICH) String connector,
      @Parameters(
              paramLabel = "FILE",
              description = "the settings as YAML or JSON; - for standard input")
          String file)
      throws InterruptedException {
    return changeDraft(
        connector,
        (_, _) -> JsonObject.builder().put("settings", settings(file)).build(),
        "has new settings");
  }

  @Command(
      name = "credential",
      mixinStandardHelpOptions = true,
      description = "Gives the connector's draft a credential; verify puts it into use.")
  int credential(
      @Mixin CredentialOptions credential,
      @Parameters(paramLabel = "CONNECTOR", description = WHICH) String connector)
      throws InterruptedException {
    if (!credential.isGiven()) {
      throw new CommandFailedException(
          "Say where the credential is: --credential-file FILE, - for standard input, or"
              + " --credential-env NAME.");
    }
    return changeDraft(
        connector,
        (client, platform) ->
            JsonObject.builder()
                .put("credential", credential.read(platform, client.api(), here))
                .build(),
        "has a new credential");
  }

  /** What to change, once the connector's platform is known. */
  @FunctionalInterface
  private interface Draft {
    JsonObject of(Client client, String platform) throws InterruptedException;
  }

  private int changeDraft(String connector, Draft draft, String what) throws InterruptedException {
    var client = Client.of(here, options);
    var path = path(client, connector);
    var seen = client.api().get(path).orRefused();
    var patch = draft.of(client, seen.body().text("platform"));
    shown(client, client.api().patch(path + "/draft", seen.etag(), patch).orRefused().body(), what);
    return 0;
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Runs the checklist; if all of it passes the draft is in use.",
        "Settings, token, permission, mapping tests. Ends with 1 if a line failed."
      })
  int verify(@Parameters(paramLabel = "CONNECTOR", description = WHICH) String connector)
      throws InterruptedException {
    var client = Client.of(here, options);
    var answer = client.api().post(path(client, connector) + "/verify").orRefused().body();
    return verified(client, answer);
  }

  @Command(
      name = "confirm",
      mixinStandardHelpOptions = true,
      description = {
        "Vouches for a line of the checklist that could not be checked, and verifies.",
        "Who did, and when, is kept and shown."
      })
  int confirm(
      @Parameters(paramLabel = "CONNECTOR", description = WHICH) String connector,
      @Parameters(paramLabel = "CHECK", description = "the line, such as permission.web")
          String check,
      @Option(names = "--by", paramLabel = "NAME", description = "who vouches; admin if absent")
          @Nullable String by)
      throws InterruptedException {
    var client = Client.of(here, options);
    var body = JsonObject.builder().put("check", check);
    if (by != null) {
      body.put("by", by);
    }
    var path = path(client, connector) + "/confirm";
    return verified(client, client.api().post(path, body.build()).orRefused().body());
  }

  private static int verified(Client client, Document verification) {
    boolean passed = verification.isTrue("passed");
    var connector = verification.in("connector");
    client.screen().show(verification, ConnectorView.checks(verification), "There is no check.");
    client
        .screen()
        .say(
            passed
                ? "Passed: %s '%s' is configured."
                    .formatted(connector.text("id"), connector.text("name"))
                : "Not passed. A line that could not be checked can be vouched for: ./waybill"
                    + " connectors confirm "
                    + connector.text("id")
                    + " CHECK");
    return passed ? 0 : 1;
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = "Stops delivering for now; events wait.")
  int pause(@Parameters(paramLabel = "CONNECTOR", description = WHICH) String connector)
      throws InterruptedException {
    return changed(connector, "/pause", "is paused: its events wait");
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Delivers again, in order.")
  int resume(@Parameters(paramLabel = "CONNECTOR", description = WHICH) String connector)
      throws InterruptedException {
    return changed(connector, "/resume", "is not paused");
  }

  private int changed(String connector, String verb, String what) throws InterruptedException {
    var client = Client.of(here, options);
    var answer = client.api().post(path(client, connector) + verb).orRefused().body();
    shown(client, answer, what);
    return 0;
  }

  @Command(
      name = "authorize",
      mixinStandardHelpOptions = true,
      description = "Prints the URL to open in a browser, so that the platform makes a token.")
  int authorize(@Parameters(paramLabel = "CONNECTOR", description = WHICH) String connector)
      throws InterruptedException {
    var client = Client.of(here, options);
    var answer = client.api().post(path(client, connector) + "/authorize").orRefused().body();
    client.screen().show(answer, answer.text("url"));
    return 0;
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = {
        "Deletes a connector.",
        "Refused while events wait or retry, unless --discard settles them as expired."
      })
  int delete(
      @Mixin Consent consent,
      @Parameters(paramLabel = "CONNECTOR", description = WHICH) String connector,
      @Option(
              names = "--discard",
              description = "also when events wait: they are settled as expired and never sent")
          boolean discard)
      throws InterruptedException {
    var client = Client.of(here, options);
    var path = path(client, connector);
    var seen = client.api().get(path).orRefused().body();
    var who = seen.text("id") + " '" + seen.text("name") + "'";
    consent.obtain(
        discard ? who + " is deleted, and what waits for it is never sent." : who + " is deleted.",
        here);
    client.api().delete(path + (discard ? "?discard=true" : "")).orRefused();
    var deleted = JsonObject.builder().put("deleted", seen.text("id")).build();
    client.screen().show(new Document(deleted), who + " is deleted.");
    return 0;
  }

  private static String path(Client client, String connector) throws InterruptedException {
    return ALL + "/" + new Lookup(client.api()).connector(connector);
  }
}
