package dev.waybill.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts the connection of work that takes longer than it may. A socket's own time-out is for what is
 * read: who writes to a host that is gone would wait until TCP gives up, a quarter of an hour. Safe
 * for use by many threads.
 */
final class Deadline implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Deadline.class);

  private final Duration longest;
  private final ScheduledThreadPoolExecutor clock;

  Deadline(Duration longest) {
    this.longest = longest;
    this.clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("waybill-deadline").factory());
    clock.setRemoveOnCancelPolicy(true);
  }

  /** Work that is cut fails as if the database had gone. */
  <T> T within(Handle handle, Function<Handle, T> work) {
    var connection = handle.getConnection();
    var cut = clock.schedule(() -> cut(connection), longest.toNanos(), TimeUnit.NANOSECONDS);
    try {
      return work.apply(handle);
    } finally {
      cut.cancel(false);
    }
  }

  private void cut(Connection connection) {
    LOG.warn("work on the database took longer than {}; its connection is cut", longest);
    try {
      connection.abort(Thread::startVirtualThread);
    } catch (SQLException e) {
      LOG.debug("the connection was closed already: {}", e.getSQLState());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
