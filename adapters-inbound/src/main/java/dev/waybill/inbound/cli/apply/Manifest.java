package dev.waybill.inbound.cli.apply;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.inbound.cli.yaml.YamlDocument;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a file wants there to be. */
public record Manifest(
    YamlDocument file, List<WantedSource> sources, List<WantedConnector> connectors) {
  public Manifest {
    sources = List.copyOf(sources);
    connectors = List.copyOf(connectors);
  }

  /**
   * @param at its place in the file
   * @param keyFile where a write key is kept, made if it is not there; null for none
   */
  record WantedSource(JsonPointer at, String name, @Nullable Path keyFile) {}

  /**
   * @param at its place in the file
   * @param sources names or ids; null where the file says nothing about them
   * @param draft the members of a draft that the file names, but sources and credential
   * @param written the same with references such as {@code ${NAME}} as they were written
   * @param credential null where the file names none
   * @param confirm the lines of the checklist that are vouched for
   * @param paused null where the file does not say
   */
  record WantedConnector(
      JsonPointer at,
      String name,
      String platform,
      @Nullable List<String> sources,
      JsonObject draft,
      JsonObject written,
      @Nullable WantedCredential credential,
      List<String> confirm,
      @Nullable String confirmBy,
      @Nullable Boolean paused) {
    WantedConnector {
      sources = sources == null ? null : List.copyOf(sources);
      confirm = List.copyOf(confirm);
    }
  }

  /**
   * @param secrets the credential itself
   * @param written where each part of it comes from
   */
  record WantedCredential(JsonObject secrets, JsonObject written) {}
}
