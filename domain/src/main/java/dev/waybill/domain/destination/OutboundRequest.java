package dev.waybill.domain.destination;

import dev.waybill.domain.json.Json;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call as it would be made, to be looked at.
 *
 * @param headers those the destination sets, secrets masked
 */
public record OutboundRequest(String method, URI uri, Map<String, String> headers, Json body) {
  public OutboundRequest {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }
}
