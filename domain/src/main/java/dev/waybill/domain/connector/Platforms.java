package dev.waybill.domain.connector;

import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.PlatformSpec;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonSchemas;
import dev.waybill.domain.json.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The catalogue: every platform a connector can be registered for. Immutable, safe for many
 * threads.
 */
public final class Platforms {
  private final SortedMap<String, DestinationProvider> providers = new TreeMap<>();
  private final JsonSchemas schemas;

  /**
   * @throws IllegalArgumentException when two providers have the same type
   */
  public Platforms(Collection<DestinationProvider> providers, JsonSchemas schemas) {
    this.schemas = schemas;
    for (var provider : providers) {
      var type = provider.spec().type();
      if (this.providers.putIfAbsent(type, provider) != null) {
        throw new IllegalArgumentException("two destinations call themselves " + type);
      }
    }
  }

  public List<PlatformSpec> all() {
    return providers.values().stream().map(DestinationProvider::spec).toList();
  }

  public Optional<DestinationProvider> find(String type) {
    return Optional.ofNullable(providers.get(type));
  }

  /** Every problem of these settings, by the schema first and then by the platform itself. */
  public List<Problem> check(DestinationProvider provider, JsonObject settings) {
    var problems = schemas.check(provider.spec().settingsSchema(), settings);
    return problems.isEmpty() ? ownCheck(provider, settings) : problems;
  }

  /** An adapter that throws breaks its contract; its message could hold a secret. */
  private static List<Problem> ownCheck(DestinationProvider provider, JsonObject settings) {
    try {
      return provider.check(settings);
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      var what = "The destination adapter failed: " + e.getClass().getSimpleName() + ".";
      return List.of(Problem.at(JsonPointer.ROOT, "adapter_fault", what));
    }
  }

  /** Every problem of a credential under the platform's credential schema. */
  public List<Problem> checkCredential(DestinationProvider provider, JsonObject credential) {
    return schemas.check(provider.spec().credentialSchema(), credential);
  }

  static Problem unknown() {
    return Problem.at(
        JsonPointer.ROOT.at("platform"),
        "unknown_platform",
        "There is no platform of that type; GET /v1/platforms lists them.");
  }
}
