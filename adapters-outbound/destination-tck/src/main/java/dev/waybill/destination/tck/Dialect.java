package dev.waybill.destination.tck;

import dev.waybill.destination.tck.ScriptedPeer.Request;
import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How one destination's platform talks: the requests it gets and the answers it gives. */
public interface Dialect {
  /** The provider under test, opened with waits short enough for {@link #patience()}. */
  DestinationProvider provider();

  /** The longest that one call to a silent peer may take. */
  Duration patience();

  /** What a machine under load may take longer than {@link #patience()}. */
  default Duration grace() {
    return Duration.ofSeconds(10);
  }

  /** Settings that are valid, for a peer at that address. */
  JsonObject settings(URI peer);

  /** Values that differ from the defaults of the spec's installation settings. */
  default Map<String, String> installation(URI peer) {
    return Map.of();
  }

  /** At least one secret, so that there is something to leak. */
  Credential credential();

  /**
   * An ordinary event with that id, as the mapping would make it; with values in its payload, so
   * that there is something to repeat.
   */
  OutboundEvent event(String id);

  /** The ids of the events a request carries, in its order; none for a request without events. */
  List<String> eventIds(Request request);

  /** Whether a request that a probe made leaves no event behind at the platform. */
  boolean isHarmless(Request probe);

  /** The platform takes all that the request carries. */
  PeerAnswer accepted(Request request);

  /** The platform wants less at a time; without a named wait. */
  PeerAnswer throttled();

  /** The platform refuses the request as one unit for an event in it, with that message. */
  PeerAnswer refused(String message);

  /** The platform does not know the token, with that message. */
  PeerAnswer unauthorised(String message);

  /** Answers with an HTTP status of success in which nobody can read a verdict. */
  default List<PeerAnswer> garbles() {
    return PeerAnswer.garbles();
  }

  /** Further answers with an HTTP status of success that are none, by the platform's own word. */
  default List<PeerAnswer> lies() {
    return List.of();
  }

  /** Answers to a probe with an HTTP status of success that are none. */
  default List<PeerAnswer> probeLies() {
    return Stream.concat(garbles().stream(), lies().stream()).toList();
  }

  /** The platform takes what the request carries except for these ids, if it can say so at all. */
  default Optional<PeerAnswer> acceptedExcept(Set<String> refused, Request request) {
    return Optional.empty();
  }
}
