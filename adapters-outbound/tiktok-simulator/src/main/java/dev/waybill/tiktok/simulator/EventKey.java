package dev.waybill.tiktok.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What TikTok deduplicates by, together with its hash. */
record EventKey(String eventSourceId, String event, String eventId, long high, long low) {

  /** Empty for an event without an id, which nothing is a duplicate of. */
  static Optional<EventKey> of(String eventSourceId, JsonNode event) {
    if (!event.has("event_id")) {
      return Optional.empty();
    }
    var name = event.path("event").stringValue();
    var id = event.path("event_id").stringValue();
    var digest = ByteBuffer.wrap(digest(eventSourceId, name, id));
    return Optional.of(new EventKey(eventSourceId, name, id, digest.getLong(), digest.getLong()));
  }

  /** Tab-separated, with tabs, line ends and backslashes escaped. */
  String line() {
    return escaped(eventSourceId) + "\t" + escaped(event) + "\t" + escaped(eventId);
  }

  private static byte[] digest(String... parts) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        // With its length in front, no part can pose as the end of the one before.
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        sha.update(bytes);
      }
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }
}
