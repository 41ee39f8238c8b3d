package dev.waybill.inbound.relay;

import static java.util.Objects.requireNonNull;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorRuntime;
import dev.waybill.domain.connector.ConnectorRuntimes;
import dev.waybill.domain.connector.ConnectorRuntimes.Opened;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connector's configuration made ready, for one of its versions. One thread at a time. */
final class ReadyRuntime {
  private static final Logger LOG = LoggerFactory.getLogger(ReadyRuntime.class);

  private final ConnectorId id;
  private final ConnectorRuntimes runtimes;
  private @Nullable ConnectorRuntime runtime;
  private long version;

  ReadyRuntime(ConnectorId id, ConnectorRuntimes runtimes) {
    this.id = id;
    this.runtimes = runtimes;
  }

  /** Opens it for this version; nothing is open when that cannot be done. */
  Opened open(Connector.Configured configured) {
    close();
    var opened = runtimes.open(configured.registration(), configured.active());
    if (opened instanceof Opened.Ready(var ready)) {
      runtime = ready;
      version = configured.registration().version();
    }
    return opened;
  }

  boolean isOpen() {
    return runtime != null;
  }

  /** Whether it is open for another version than this. */
  boolean isOutdated(Connector.Configured configured) {
    return isOpen() && version != configured.registration().version();
  }

  ConnectorRuntime get() {
    return requireNonNull(runtime, "nothing is sent before it is ready");
  }

  /** The version that was opened last. */
  long version() {
    return version;
  }

  void close() {
    var open = runtime;
    if (open == null) {
      return;
    }
    runtime = null;
    try {
      open.close();
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      // The adapter's message could hold a secret.
      LOG.warn("{}: the destination did not close: {}", id, e.getClass().getSimpleName());
    }
  }
}
