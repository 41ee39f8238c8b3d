package dev.waybill.inbound.cli.command;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.inbound.cli.Api;
import dev.waybill.inbound.cli.Client;
import dev.waybill.inbound.cli.ClientOptions;
import dev.waybill.inbound.cli.Consent;
import dev.waybill.inbound.cli.Document;
import dev.waybill.inbound.cli.Lookup;
import dev.waybill.inbound.cli.SecretFile;
import dev.waybill.inbound.cli.Surroundings;
import dev.waybill.inbound.cli.Table;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./waybill sources}. */
@Command(
    name = "sources",
    mixinStandardHelpOptions = true,
    description = "Where events come in, and the write keys that open it.")
final class SourcesCommand implements Callable<Integer> {
  private static final String ALL = "/v1/sources";
  private static final String WHICH = "its id or its name";

  private final Surroundings here;

  @Mixin private final ClientOptions options = new ClientOptions();

  SourcesCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() throws InterruptedException {
    return list();
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists every source.")
  int list() throws InterruptedException {
    var client = Client.of(here, options);
    var answer = client.api().get(ALL).orRefused().body();
    var table = Table.of("id", "name", "keys in use", "created", "closed");
    for (var source : answer.documents("sources")) {
      long keys = source.documents("keys").stream().filter(key -> !key.has("revoked_at")).count();
      table.row(
          source.text("id"),
          source.text("name"),
          keys,
          source.text("created_at"),
          source.text("closed_at"));
    }
    client
        .screen()
        .show(answer, table, "There is no source: ./waybill sources add NAME makes one.");
    return 0;
  }

  @Command(name = "add", mixinStandardHelpOptions = true, description = "Makes a source.")
  int add(@Parameters(paramLabel = "NAME", description = "what to call it") String name)
      throws InterruptedException {
    var client = Client.of(here, options);
    var body = JsonObject.builder().put("name", name).build();
    var source = client.api().post(ALL, body).orRefused().body();
    client
        .screen()
        .show(
            source,
            "%s '%s' is there. ./waybill sources add-key %s --to FILE makes a write key for it."
                .formatted(source.text("id"), source.text("name"), source.text("id")));
    return 0;
  }

  @Command(
      name = "close",
      mixinStandardHelpOptions = true,
      description = "Closes a source: it takes no more events; those it has are still delivered.")
  int close(
      @Mixin Consent consent, @Parameters(paramLabel = "SOURCE", description = WHICH) String source)
      throws InterruptedException {
    var client = Client.of(here, options);
    var id = new Lookup(client.api()).source(source);
    consent.obtain(id + " is closed for good, and its write keys open nothing any more.", here);
    client.api().delete(ALL + "/" + id).orRefused();
    done(client, "closed", id, id + " is closed.");
    return 0;
  }

  @Command(
      name = "keys",
      mixinStandardHelpOptions = true,
      description = "Lists a source's write keys; of each only its last characters.")
  int keys(@Parameters(paramLabel = "SOURCE", description = WHICH) String source)
      throws InterruptedException {
    var client = Client.of(here, options);
    var answer = client.api().get(path(client, source)).orRefused().body();
    var table = Table.of("key", "ends with", "created", "revoked");
    for (var key : answer.documents("keys")) {
      table.row(key.text("id"), key.text("hint"), key.text("created_at"), key.text("revoked_at"));
    }
    client.screen().show(answer, table, "It has no key: ./waybill sources add-key makes one.");
    return 0;
  }

  @Command(
      name = "add-key",
      mixinStandardHelpOptions = true,
      description = "Makes a write key and keeps it in a new file that only you can read.")
  int addKey(
      @Parameters(paramLabel = "SOURCE", description = WHICH) String source,
      @Option(
              names = "--to",
              required = true,
              paramLabel = "FILE",
              description = "where to keep it; must not be there yet")
          Path file)
      throws InterruptedException {
    var client = Client.of(here, options);
    var path = path(client, source) + "/keys";
    // The file first: a key that cannot be kept is not made.
    var kept = SecretFile.create(file);
    var made = false;
    try {
      var key = client.api().post(path).orRefused().body();
      kept.write(key.text("key"));
      made = true;
      done(client, "key", key.text("id"), key.text("id") + " is in " + file + ".");
    } finally {
      if (!made) {
        kept.remove();
      }
    }
    return 0;
  }

  @Command(
      name = "revoke-key",
      mixinStandardHelpOptions = true,
      description = "Revokes a write key: whoever still uses it is refused from now on.")
  int revokeKey(
      @Mixin Consent consent,
      @Parameters(paramLabel = "SOURCE", description = WHICH) String source,
      @Parameters(paramLabel = "KEY", description = "its id") String key)
      throws InterruptedException {
    var client = Client.of(here, options);
    var path = path(client, source) + "/keys/" + Api.escaped(key);
    consent.obtain(key + " opens nothing any more.", here);
    client.api().delete(path).orRefused();
    done(client, "revoked", key, key + " is revoked.");
    return 0;
  }

  @Command(
      name = "rejections",
      mixinStandardHelpOptions = true,
      description = "Lists the last events that were rejected, and why.")
  int rejections(@Parameters(paramLabel = "SOURCE", description = WHICH) String source)
      throws InterruptedException {
    var client = Client.of(here, options);
    var answer = client.api().get(path(client, source) + "/rejections").orRefused().body();
    var table = Table.of("at", "event", "place", "code", "message");
    for (var rejection : answer.documents("rejections")) {
      table.row(
          rejection.text("at"),
          rejection.text("event"),
          rejection.text("pointer"),
          rejection.text("code"),
          rejection.text("message"));
    }
    client.screen().show(answer, table, "Nothing was rejected.");
    return 0;
  }

  private static void done(Client client, String what, String id, String sentence) {
    client.screen().show(new Document(JsonObject.builder().put(what, id).build()), sentence);
  }

  private static String path(Client client, String source) throws InterruptedException {
    return ALL + "/" + new Lookup(client.api()).source(source);
  }
}
