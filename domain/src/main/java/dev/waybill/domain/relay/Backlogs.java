package dev.waybill.domain.relay;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorRuntimes;
import dev.waybill.domain.connector.Connectors;
import dev.waybill.domain.outbox.OutboxView;
import dev.waybill.domain.outbox.OutboxView.Backlog;
import dev.waybill.domain.outbox.Retention;
import dev.waybill.domain.outbox.RetentionPolicy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures backlogs by the windows of each connector's active configuration. */
public final class Backlogs implements ReadBacklogs {
  private final OutboxView view;
  private final ConnectorWindows windows;
  private final Retention retention;
  private final RetentionPolicy policy;

  public Backlogs(
      OutboxView view,
      Connectors connectors,
      ConnectorRuntimes runtimes,
      Retention retention,
      RetentionPolicy policy) {
    this.view = view;
    this.windows = new ConnectorWindows(connectors, runtimes);
    this.retention = retention;
    this.policy = policy;
  }

  @Override
  public List<BacklogUntil> until() {
    return view.backlogs().stream()
        .map(backlog -> new BacklogUntil(backlog, firstExpiry(backlog)))
        .toList();
  }

  @Override
  public AgeLimit ageLimit(ConnectorId connector) {
    var retention = policy.retention();
    return windows
        .of(connector)
        .flatMap(WindowLengths::shortestAcceptance)
        .filter(window -> window.compareTo(retention) <= 0)
        .map(window -> new AgeLimit(window, Cause.WINDOW))
        .orElseGet(() -> new AgeLimit(retention, Cause.RETENTION));
  }

  @Override
  public LogStatus log() {
    return new LogStatus(retention.state(), policy);
  }

  private @Nullable FirstExpiry firstExpiry(Backlog backlog) {
    var byWindow = byWindow(backlog);
    var byRetention = byRetention(backlog);
    if (byRetention != null && (byWindow == null || byRetention.isBefore(byWindow))) {
      return new FirstExpiry(byRetention, Cause.RETENTION);
    }
    return byWindow == null ? null : new FirstExpiry(byWindow, Cause.WINDOW);
  }

  /** A retry is rescued when its event leaves the log; only what waits is lost then. */
  private @Nullable Instant byRetention(Backlog backlog) {
    var oldest = backlog.oldestWaiting();
    return oldest == null ? null : oldest.plus(policy.retention());
  }

  private @Nullable Instant byWindow(Backlog backlog) {
    if (backlog.waiting() + backlog.retrying() == 0) {
      return null;
    }
    return windows
        .of(backlog.connector())
        .flatMap(known -> known.firstExpiry(backlog.oldest()))
        .orElse(null);
  }
}
