package dev.waybill.domain.destination;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.Problem;
import java.util.List;
import java.util.Optional;

/**
 * One kind of destination, found by {@link java.util.ServiceLoader}: a public class with a public
 * constructor without parameters. Safe for use by many threads; nothing here may touch the network.
 */
public interface DestinationProvider {
  /** What this platform is; always the same answer. */
  PlatformSpec spec();

  /**
   * What the settings schema cannot say. Called only with settings that satisfy the schema.
   *
   * @return every problem, pointing into the settings; none when they are good
   */
  default List<Problem> check(JsonObject settings) {
    return List.of();
  }

  /** How the platform makes credentials itself, where it does; always the same answer. */
  default Optional<Authorization> authorization() {
    return Optional.empty();
  }

  /** What the platform knows about good payloads; always the same answer. */
  default PayloadReview review() {
    return PayloadReview.NONE;
  }

  /**
   * Opens a destination for one connector. Must not call the platform yet.
   *
   * @param configuration settings that passed the schema and {@link #check}
   */
  Destination open(DestinationConfiguration configuration, DestinationContext context);
}
