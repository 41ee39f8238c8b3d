package dev.waybill.inbound.cli.command;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.inbound.cli.Client;
import dev.waybill.inbound.cli.ClientOptions;
import dev.waybill.inbound.cli.Inputs;
import dev.waybill.inbound.cli.Progress;
import dev.waybill.inbound.cli.Surroundings;
import dev.waybill.inbound.cli.apply.Applier;
import dev.waybill.inbound.cli.apply.Applier.Result;
import dev.waybill.inbound.cli.apply.ManifestReader;
import dev.waybill.inbound.cli.apply.Plan;
import dev.waybill.inbound.cli.apply.Planner;
import dev.waybill.inbound.cli.yaml.YamlDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./waybill apply}. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the sources and connectors that a file describes, and verifies them.",
      "Shows first what there is to do; where all is as it is wanted nothing is done. Deletes",
      "nothing. Ends with 1 if something could not be done, or a connector was not verified."
    })
final class ApplyCommand implements Callable<Integer> {
  private final Surroundings here;

  @Mixin private final ClientOptions options = new ClientOptions();

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "what there is to be, in YAML: docs/cli.md; - for standard input")
  private String file = "";

  @Option(names = "--dry-run", description = "show what there is to do, and do nothing")
  private boolean dryRun;

  @Option(
      names = "--credentials",
      description =
          "send credentials once more where one is set already; nobody can see whether it is the same")
  private boolean credentialsAgain;

  ApplyCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() throws InterruptedException {
    var document = YamlDocument.read(file, new Inputs(here).bytes(file));
    var manifest = ManifestReader.read(document, folder(), here.environment());
    var client = Client.of(here, options);
    var plan = new Planner(client.api(), manifest, credentialsAgain).plan();
    plan.lines().forEach(client.screen()::say);
    var results = dryRun ? List.<Result>of() : carryOut(client, plan);
    if (client.screen().isJson()) {
      client.screen().show(json(plan, results));
    }
    return results.stream().allMatch(Result::done) ? 0 : 1;
  }

  private Path folder() {
    var parent = Path.of(file).toAbsolutePath().getParent();
    return file.equals("-") || parent == null ? Path.of("") : parent;
  }

  private List<Result> carryOut(Client client, Plan plan) throws InterruptedException {
    var results = new ArrayList<Result>();
    var progress = client.progress();
    new Applier(client.api(), plan).apply(new Following(client, progress, results));
    return results;
  }

  private record Following(Client client, Progress progress, List<Result> results)
      implements Applier.Listener {
    @Override
    public void begins(String item) {
      progress.show(results.size(), 0, item);
    }

    @Override
    public void ended(Result result) {
      progress.end();
      results.add(result);
      var id = result.id().isEmpty() ? "" : " [" + result.id() + "]";
      client.screen().say((result.done() ? "done    " : "FAILED  ") + result.item() + id);
      result.told().forEach(line -> client.screen().say("    " + line));
    }
  }

  private JsonObject json(Plan plan, List<Result> results) {
    return JsonObject.builder()
        .put("dry_run", dryRun)
        .put("plan", plan.json())
        .put("results", results.stream().map(ApplyCommand::json).collect(JsonArray.collector()))
        .build();
  }

  private static Json json(Result result) {
    return JsonObject.builder()
        .put("item", result.item())
        .put("id", result.id())
        .put("done", result.done())
        .put("told", JsonArray.ofStrings(result.told()))
        .build();
  }
}
