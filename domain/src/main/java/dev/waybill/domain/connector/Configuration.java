package dev.waybill.domain.connector;

import dev.waybill.domain.credential.StoredCredential;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.source.SourceId;
import java.util.ArrayList;
import java.util.List;
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
 * @param rate how much it may send
 * @param confirmed checks that could not be made and that somebody vouched for
 */
public record Configuration(
    JsonObject settings,
    @Nullable StoredCredential credential,
    Set<SourceId> sources,
    LaneStart start,
    @Nullable JsonObject mapping,
    @Nullable JsonArray mappingTests,
    @Nullable JsonObject filter,
    RateLimit rate,
    List<Confirmation> confirmed) {
  public Configuration {
    sources = Set.copyOf(sources);
    confirmed = List.copyOf(confirmed);
  }

  public static Configuration empty(Set<SourceId> sources) {
    return new Configuration(
        JsonObject.EMPTY,
        null,
        sources,
        new LaneStart.Now(),
        null,
        null,
        null,
        RateLimit.NONE,
        List.of());
  }

  /** The same, with one more check that somebody vouched for. */
  public Configuration confirming(Confirmation confirmation) {
    var all = new ArrayList<>(confirmed);
    all.removeIf(earlier -> earlier.check().equals(confirmation.check()));
    all.add(confirmation);
    return new Configuration(
        settings, credential, sources, start, mapping, mappingTests, filter, rate, all);
  }

  /** The same, with nothing that anybody vouched for. */
  public Configuration unconfirmed() {
    return new Configuration(
        settings, credential, sources, start, mapping, mappingTests, filter, rate, List.of());
  }

  /** The same, with those rules and tests. */
  Configuration by(TryMappings.Written written) {
    return new Configuration(
        settings,
        credential,
        sources,
        start,
        written.mapping(),
        written.tests(),
        filter,
        rate,
        confirmed);
  }

  /** The same, with that credential or without any. */
  public Configuration with(@Nullable StoredCredential other) {
    return new Configuration(
        settings, other, sources, start, mapping, mappingTests, filter, rate, confirmed);
  }
}
