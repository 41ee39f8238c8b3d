package dev.waybill.bootstrap.cli;

import dev.waybill.tiktok.simulator.DeveloperApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Who may use a simulator, and for what. Tokens and secrets come from the environment and from
 * files, because every user of the machine can read a command line.
 */
final class SimulatorAccess {
  @Option(
      names = "--event-source-id",
      paramLabel = "ID",
      description =
          "what the token may report to, to be given once for each; an id may be bound to one kind"
              + " of source, as crm:7000000000000000002 (default: everything)")
  private Set<String> eventSourceIds = Set.of();

  @Option(
      names = "--tokens",
      paramLabel = "FILE",
      description = "more tokens, one a line, each followed by the ids it may report to")
  private @Nullable Path tokensFile;

  @Option(
      names = "--app-id",
      paramLabel = "ID",
      defaultValue = DeveloperApp.DEFAULT_ID,
      description = "the developer app (default: ${DEFAULT-VALUE})")
  private String appId = DeveloperApp.DEFAULT_ID;

  @Option(
      names = "--token-life-seconds",
      paramLabel = "N",
      description = "let tokens of the app expire and be refreshed (default: they last)")
  private @Nullable Long tokenLifeSeconds;

  Set<String> eventSourceIds() {
    return eventSourceIds;
  }

  Map<String, Set<String>> tokens(Map<String, String> environment) throws IOException {
    var tokens = new HashMap<String, Set<String>>();
    if (tokensFile != null) {
      Files.readAllLines(tokensFile).stream()
          .map(line -> line.strip().split("\\s+"))
          .filter(words -> !words[0].isEmpty())
          .forEach(words -> tokens.put(words[0], idsIn(words)));
    }
    var token = environment.getOrDefault("WAYBILL_SIMULATOR_TOKEN", "");
    if (!token.isBlank()) {
      tokens.put(token, eventSourceIds);
    }
    return tokens;
  }

  DeveloperApp app(Map<String, String> environment) {
    var secret =
        environment.getOrDefault("WAYBILL_SIMULATOR_APP_SECRET", DeveloperApp.DEFAULT_SECRET);
    var app = DeveloperApp.of(appId, secret);
    return tokenLifeSeconds == null ? app : app.withTokenLife(Duration.ofSeconds(tokenLifeSeconds));
  }

  private static Set<String> idsIn(String[] words) {
    return Arrays.stream(words).skip(1).collect(Collectors.toSet());
  }
}
