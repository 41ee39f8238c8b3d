package dev.waybill.domain.relay;

import dev.waybill.domain.connector.ConnectorRuntimes;
import dev.waybill.domain.connector.Connectors;
import dev.waybill.domain.outbox.OutboxView;
import dev.waybill.domain.outbox.OutboxView.Backlog;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures backlogs by the windows of each connector's active configuration. */
public final class Backlogs implements ReadBacklogs {
  private final OutboxView view;
  private final ConnectorWindows windows;

  public Backlogs(OutboxView view, Connectors connectors, ConnectorRuntimes runtimes) {
    this.view = view;
    this.windows = new ConnectorWindows(connectors, runtimes);
  }

  @Override
  public List<BacklogUntil> until() {
    return view.backlogs().stream()
        .map(backlog -> new BacklogUntil(backlog, firstExpiry(backlog)))
        .toList();
  }

  private @Nullable Instant firstExpiry(Backlog backlog) {
    if (backlog.waiting() + backlog.retrying() == 0) {
      return null;
    }
    return windows
        .of(backlog.connector())
        .flatMap(known -> known.firstExpiry(backlog.oldest()))
        .orElse(null);
  }
}
