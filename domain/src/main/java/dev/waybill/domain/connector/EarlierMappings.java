package dev.waybill.domain.connector;

import dev.waybill.domain.mapping.Mapping;
import java.util.Optional;

/** The mappings of configurations promoted earlier. Safe for use by many threads. */
@FunctionalInterface
public interface EarlierMappings {
  /** There was nothing before. */
  EarlierMappings NONE = _ -> Optional.empty();

  /**
   * The mapping of that revision, compiled; empty where there was none, or it cannot be compiled
   * any more.
   */
  Optional<Mapping> of(int revision);
}
