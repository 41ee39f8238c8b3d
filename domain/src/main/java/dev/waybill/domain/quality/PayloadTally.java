package dev.waybill.domain.quality;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts over some payloads.
 *
 * @param identifiers how many payloads carry each of the platform's match keys
 * @param findings how often each kind of finding was made
 */
public record PayloadTally(long events, Map<String, Long> identifiers, Map<String, Long> findings) {
  public PayloadTally {
    identifiers = Collections.unmodifiableMap(new LinkedHashMap<>(identifiers));
    findings = Collections.unmodifiableMap(new LinkedHashMap<>(findings));
  }
}
