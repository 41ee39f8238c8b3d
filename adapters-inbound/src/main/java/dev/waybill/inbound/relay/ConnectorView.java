package dev.waybill.inbound.relay;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Connectors;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connector as its worker last read it. Any thread may say what it heard of it; the worker's own
 * reads it anew when it may have changed.
 */
final class ConnectorView {
  private static final Duration UNCHECKED = Duration.ofSeconds(1);

  private final ConnectorId id;
  private final Connectors connectors;
  private volatile boolean changed;
  private volatile boolean gone;
  private volatile long knownVersion;
  private volatile long checkedAt;
  private volatile Set<SourceId> sources = Set.of();
  // The worker's own.
  private @Nullable Connector connector;

  ConnectorView(ConnectorId id, Connectors connectors) {
    this.id = id;
    this.connectors = connectors;
  }

  /** It is to be read again before anything more is sent. */
  void change() {
    changed = true;
  }

  /** Whether it has to be read again. */
  boolean isChanged() {
    return changed;
  }

  /** Whether it is gone for good. */
  boolean isGone() {
    return gone;
  }

  /** Whether it listens to one of these. */
  boolean listensToAny(Set<SourceId> those) {
    return those.stream().anyMatch(sources::contains);
  }

  /**
   * How the connector was.
   *
   * @param version null when it is gone
   * @param askedAt when that was asked for
   * @return whether it is as it was read last
   */
  boolean isAsSeen(@Nullable Long version, long askedAt) {
    gone |= version == null;
    if (version == null || version != knownVersion) {
      return false;
    }
    checkedAt = askedAt;
    return true;
  }

  /** Null when it is gone. */
  @Nullable Connector current() {
    long now = System.nanoTime();
    if (changed || connector == null || now - checkedAt >= UNCHECKED.toNanos()) {
      changed = false;
      read(now);
    }
    return connector;
  }

  private void read(long now) {
    var read = find();
    connector = read;
    if (read != null) {
      var active = read.active();
      sources = active == null ? Set.of() : active.sources();
      knownVersion = read.registration().version();
      checkedAt = now;
    }
  }

  private @Nullable Connector find() {
    try {
      return connectors.find(id).orElse(null);
    } catch (RuntimeException e) {
      // Whoever said that it changed does not say so again.
      changed = true;
      throw e;
    }
  }

  /** Reads it before the next use. */
  void forget() {
    connector = null;
  }
}
