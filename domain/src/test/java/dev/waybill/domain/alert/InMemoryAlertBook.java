package dev.waybill.domain.alert;

import dev.waybill.domain.outbox.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alerts for as long as a test. */
public final class InMemoryAlertBook implements AlertBook {
  private final InstantSource clock;
  private final Map<Finding.Key, Alert> alerts = new LinkedHashMap<>();
  private final Deque<Notice> notices = new ArrayDeque<>();
  private Instant nextAt = Instant.MIN;
  private @Nullable NodeId onDuty;
  private Instant until = Instant.MIN;

  public InMemoryAlertBook(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized boolean takeDuty(NodeId node) {
    if (!node.equals(onDuty) && clock.instant().isBefore(until)) {
      return false;
    }
    onDuty = node;
    until = clock.instant().plus(DUTY);
    return true;
  }

  @Override
  public synchronized List<Alert> all() {
    return List.copyOf(alerts.values());
  }

  @Override
  public synchronized boolean keep(
      NodeId node, Collection<Alert> changed, Collection<Finding.Key> gone, List<Notice> more) {
    if (!node.equals(onDuty) || !clock.instant().isBefore(until)) {
      return false;
    }
    changed.forEach(alert -> alerts.put(alert.key(), alert));
    alerts.keySet().removeAll(gone);
    notices.addAll(more);
    return true;
  }

  @Override
  public synchronized Optional<Notice> due() {
    var first = notices.peekFirst();
    if (first == null || clock.instant().isBefore(nextAt)) {
      return Optional.empty();
    }
    nextAt = clock.instant().plus(Duration.ofMinutes(2));
    notices.removeFirst();
    notices.addFirst(new Notice(first.id(), first.body(), first.at(), first.attempts() + 1));
    return Optional.of(first);
  }

  @Override
  public synchronized void done(Notice notice) {
    notices.removeIf(it -> it.id().equals(notice.id()));
    nextAt = Instant.MIN;
  }

  @Override
  public synchronized void postpone(Notice notice, Duration wait) {
    nextAt = clock.instant().plus(wait);
  }
}
