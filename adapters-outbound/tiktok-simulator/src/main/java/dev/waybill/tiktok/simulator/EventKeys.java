package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Envelope.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Makes the keys of one batch. Not thread-safe, for its digest is used again for each event. */
final class EventKeys {
  private final String eventSourceId;
  private final MessageDigest sha;

  EventKeys(String eventSourceId) {
    this.eventSourceId = eventSourceId;
    try {
      this.sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Empty for an event without an id, which nothing is a duplicate of. */
  Optional<EventKey> of(Event event) {
    if (event.id().isEmpty()) {
      return Optional.empty();
    }
    // With their lengths in front, no part can pose as the end of the one before.
    var name = event.name();
    var text = name.length() + " " + event.id().length() + eventSourceId + name + event.id();
    var digest = ByteBuffer.wrap(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    return Optional.of(
        new EventKey(eventSourceId, name, event.id(), digest.getLong(), digest.getLong()));
  }
}
