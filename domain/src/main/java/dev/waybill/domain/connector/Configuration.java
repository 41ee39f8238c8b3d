package dev.waybill.domain.connector;

import dev.waybill.domain.credential.SealedCredential;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.source.SourceId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a connector is to work: a draft while it is being prepared, active once it was verified.
 *
 * @param credential null while none was given
 * @param sources what it subscribes to
 * @param mapping its own mapping as JSON; null for the platform's starting mapping
 * @param mappingTests its own mapping tests as JSON; null for those of the starting mapping
 * @param filter which events it wants, as JSON; null for all
 * @param confirmed names of checks that could not be made and that the operator vouched for
 */
public record Configuration(
    JsonObject settings,
    @Nullable SealedCredential credential,
    Set<SourceId> sources,
    LaneStart start,
    @Nullable JsonObject mapping,
    @Nullable JsonArray mappingTests,
    @Nullable JsonObject filter,
    Set<String> confirmed) {
  public Configuration {
    sources = Set.copyOf(sources);
    confirmed = Set.copyOf(confirmed);
  }

  public static Configuration empty(Set<SourceId> sources) {
    return new Configuration(
        JsonObject.EMPTY, null, sources, new LaneStart.Now(), null, null, null, Set.of());
  }

  /** The same, with what the operator vouched for. */
  public Configuration confirming(Set<String> checks) {
    return new Configuration(
        settings, credential, sources, start, mapping, mappingTests, filter, checks);
  }
}
