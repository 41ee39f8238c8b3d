package dev.waybill.tiktok.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

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
  Optional<EventKey> of(JsonNode event) {
    var id = event.path("event_id").stringValue("");
    if (id.isEmpty()) {
      return Optional.empty();
    }
    var name = event.path("event").stringValue();
    add(eventSourceId);
    add(name);
    add(id);
    var digest = ByteBuffer.wrap(sha.digest());
    return Optional.of(new EventKey(eventSourceId, name, id, digest.getLong(), digest.getLong()));
  }

  // With its length in front, no part can pose as the end of the one before.
  private void add(String part) {
    var bytes = part.getBytes(StandardCharsets.UTF_8);
    sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    sha.update(bytes);
  }
}
