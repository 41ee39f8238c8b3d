package dev.waybill.inbound.http;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.replay.ManageReplays;
import dev.waybill.domain.replay.Progress;
import dev.waybill.domain.replay.Replay;
import dev.waybill.domain.replay.ReplayId;
import dev.waybill.domain.replay.ReplayStatus;
import dev.waybill.domain.replay.Replays.Bounds;
import dev.waybill.domain.replay.Replays.Change;
import dev.waybill.domain.replay.Replays.Creation;
import dev.waybill.domain.replay.Replays.Finding;
import dev.waybill.domain.replay.Selection;
import dev.waybill.domain.replay.Survey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connector {@code con_1} whose log holds one day, and one replay of each kind at a time. */
public final class FakeReplays implements ManageReplays {
  public static final Instant OLDEST = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NEWEST = Instant.parse("2026-01-02T00:00:00Z");
  private static final ConnectorId CONNECTOR = new ConnectorId(1);

  private final List<Replay> begun = new ArrayList<>();

  @Override
  public synchronized Finding preview(Wanted wanted) {
    if (!wanted.connector().equals(CONNECTOR)) {
      return new Finding.NoConnector();
    }
    return isOutside(wanted.selection())
        ? new Finding.OutsideLog(new Bounds(OLDEST, NEWEST))
        : new Finding.Found(new Survey(9, 2, 1, new Survey.WindowCounts(5, 2, 1, 4)));
  }

  private static boolean isOutside(Selection selection) {
    return selection instanceof Selection.TimeRange range && range.to().isBefore(OLDEST);
  }

  @Override
  public synchronized Creation begin(Wanted wanted) {
    if (!wanted.connector().equals(CONNECTOR)) {
      return new Creation.NoConnector();
    }
    if (isOutside(wanted.selection())) {
      return new Creation.OutsideLog(new Bounds(OLDEST, NEWEST));
    }
    for (var other : begun) {
      if (!other.status().isOver()
          && other.selection().getClass() == wanted.selection().getClass()) {
        return new Creation.Running(other.id());
      }
    }
    var replay = replay(begun.size() + 1, wanted.selection(), wanted.rate(), ReplayStatus.RUNNING);
    begun.add(replay);
    return new Creation.Created(replay);
  }

  private static Replay replay(
      int id, Selection selection, @Nullable Integer rate, ReplayStatus status) {
    Progress progress =
        switch (selection) {
          case Selection.DeadLetters _ -> new Progress.Moves(9, 3, 1);
          case Selection.TimeRange _ -> new Progress.Deliveries(9, 2, 1, 1, 1, 4, true);
        };
    return new Replay(
        new ReplayId(id),
        CONNECTOR,
        selection,
        rate,
        status,
        progress,
        OLDEST,
        Duration.ofSeconds(2),
        status.isOver() ? NEWEST : null,
        NEWEST);
  }

  @Override
  public synchronized Optional<Replay> find(ReplayId id) {
    return begun.stream().filter(replay -> replay.id().equals(id)).findFirst();
  }

  @Override
  public synchronized List<Replay> latest(@Nullable ConnectorId connector) {
    return connector == null || connector.equals(CONNECTOR)
        ? List.copyOf(begun.reversed())
        : List.of();
  }

  @Override
  public Change pause(ReplayId id) {
    return change(id, ReplayStatus.PAUSED);
  }

  @Override
  public Change resume(ReplayId id) {
    return change(id, ReplayStatus.RUNNING);
  }

  @Override
  public Change cancel(ReplayId id) {
    return change(id, ReplayStatus.CANCELLED);
  }

  private synchronized Change change(ReplayId id, ReplayStatus to) {
    var found = find(id);
    if (found.isEmpty()) {
      return new Change.NotFound();
    }
    var old = found.get();
    if (old.status().isOver() && old.status() != to) {
      return new Change.Over(old);
    }
    var fresh = replay(id.number(), old.selection(), old.eventsPerSecond(), to);
    begun.set(begun.indexOf(old), fresh);
    return new Change.Changed(fresh, old.status() != to);
  }

  /** Everything of it was sent. */
  public synchronized void finish(ReplayId id) {
    var old = find(id).orElseThrow();
    begun.set(
        begun.indexOf(old),
        new Replay(
            id,
            CONNECTOR,
            old.selection(),
            old.eventsPerSecond(),
            ReplayStatus.FINISHED,
            new Progress.Moves(9, 9, 0),
            OLDEST,
            Duration.ofSeconds(3),
            NEWEST,
            NEWEST));
  }

  @Override
  public boolean advance() {
    return false;
  }
}
