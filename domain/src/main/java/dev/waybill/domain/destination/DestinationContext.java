package dev.waybill.domain.destination;

import dev.waybill.domain.json.JsonCodec;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What the platform lends to a destination.
 *
 * @param installation every installation setting the spec names, with its value or default
 */
public record DestinationContext(
    JsonCodec json, InstantSource clock, RandomGenerator random, Map<String, String> installation) {
  public DestinationContext {
    installation = Map.copyOf(installation);
  }

  /** Without the values of the installation's settings: some of them are secret. */
  @Override
  public String toString() {
    return "DestinationContext" + installation.keySet();
  }

  /** The value of an installation setting that the spec names. */
  public String installation(String name) {
    var value = installation.get(name);
    if (value == null) {
      throw new IllegalArgumentException("installation setting not in the spec: " + name);
    }
    return value;
  }
}
