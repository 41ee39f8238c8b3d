package dev.waybill.domain.event;

import dev.waybill.domain.source.SourceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * What makes an event the same event: (source, event_source, event, event_id), as 128 bits. The
 * high half depends on the event id alone, so that all events with one id lie side by side in the
 * key index and can be looked up by it; the low half tells them apart.
 */
public record EventKey(long high, long low) {

  public static EventKey of(SourceId source, EventSource eventSource, String event, EventId id) {
    var identity = source.number() + "\n" + eventSource.wire() + "\n" + event + "\n" + id.value();
    return new EventKey(highOf(id), first64(identity));
  }

  /** The high half of every key with this event id. */
  public static long highOf(EventId id) {
    return first64(id.value());
  }

  public UUID uuid() {
    return new UUID(high, low);
  }

  public static EventKey of(UUID uuid) {
    return new EventKey(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
  }

  private static long first64(String text) {
    return ByteBuffer.wrap(sha256(text.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
