package dev.waybill.persistence.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What matters of a server's settings for a measurement.
 *
 * @param settings names and values as the server shows them to a new session
 */
public record ServerFacts(Map<String, String> settings) {
  static final List<String> NAMES =
      List.of(
          "server_version",
          "fsync",
          "synchronous_commit",
          "full_page_writes",
          "max_wal_size",
          "wal_compression",
          "shared_buffers",
          "checkpoint_timeout");
  private static final List<String> DURABLE =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  public ServerFacts {
    settings = Map.copyOf(settings);
  }

  /** The settings that are off, without which what is committed may be lost; best none. */
  public List<String> careless() {
    var off = new ArrayList<>(DURABLE);
    off.removeIf(name -> !"off".equals(settings.get(name)));
    return off;
  }

  /** The value of one of them, as the server shows it. */
  public String value(String name) {
    return settings.getOrDefault(name, "unknown");
  }
}
