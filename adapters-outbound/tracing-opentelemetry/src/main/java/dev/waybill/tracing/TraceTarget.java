package dev.waybill.tracing;

import dev.waybill.domain.credential.Secret;
import java.net.URI;
import java.util.Map;

/**
 * Where spans go.
 *
 * @param endpoint without {@code /v1/traces} at its end
 * @param headers of every request, such as a collector's token
 * @param service what collectors show as the name of this program
 */
public record TraceTarget(URI endpoint, Map<String, Secret> headers, String service) {
  public TraceTarget {
    headers = Map.copyOf(headers);
  }
}
