package dev.waybill.inbound.cli.command;

import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.inbound.cli.Api;
import dev.waybill.inbound.cli.CommandFailedException;
import dev.waybill.inbound.cli.Inputs;
import dev.waybill.inbound.cli.Surroundings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a platform's credential comes from: never an argument, which everybody sees in ps. */
final class CredentialOptions {
  @Option(
      names = "--credential-file",
      paramLabel = "FILE",
      description =
          "the credential: a JSON object, or the plain token where the platform wants one thing"
              + " alone; - for standard input")
  private @Nullable String file;

  @Option(
      names = "--credential-env",
      paramLabel = "NAME",
      description = "the environment variable that holds it")
  private @Nullable String variable;

  boolean isGiven() {
    return file != null || variable != null;
  }

  /** The credential as that platform wants it. */
  JsonObject read(String platform, Api api, Surroundings here) throws InterruptedException {
    var text = secret(here).reveal();
    var parsed = here.codec().read(text.getBytes(StandardCharsets.UTF_8));
    if (parsed.orElse(null) instanceof JsonObject object) {
      return object;
    }
    var schema =
        api.get("/v1/platforms/" + Api.escaped(platform))
            .orRefused()
            .body()
            .in("credential_schema")
            .json();
    var only =
        onlyMember(schema)
            .orElseThrow(
                () ->
                    new CommandFailedException(
                        "The credential of "
                            + platform
                            + " is a JSON object with "
                            + String.join(", ", members(schema))
                            + ", not plain text."));
    return JsonObject.builder().put(only, text).build();
  }

  private Secret secret(Surroundings here) {
    if (file != null && variable != null) {
      throw new CommandFailedException("Give --credential-file or --credential-env, not both.");
    }
    if (file != null) {
      return new Inputs(here).secret(file);
    }
    var name = String.valueOf(variable);
    var value = here.variable(name);
    if (value.isEmpty()) {
      throw new CommandFailedException("--credential-env: " + name + " is not set.");
    }
    return new Secret(value);
  }

  private static Optional<String> onlyMember(JsonObject schema) {
    var required =
        schema.get("required") instanceof JsonArray(var names)
            ? names.stream().map(Json::text).toList()
            : List.<@Nullable String>of();
    if (required.size() == 1) {
      return Optional.ofNullable(required.getFirst());
    }
    var members = members(schema);
    return required.isEmpty() && members.size() == 1
        ? Optional.of(members.getFirst())
        : Optional.empty();
  }

  private static List<String> members(JsonObject schema) {
    return List.copyOf(schema.object("properties").members().keySet());
  }
}
