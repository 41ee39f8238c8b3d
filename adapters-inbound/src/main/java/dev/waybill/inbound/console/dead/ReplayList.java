package dev.waybill.inbound.console.dead;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.replay.Progress.Deliveries;
import dev.waybill.domain.replay.Progress.Moves;
import dev.waybill.domain.replay.Replay;
import dev.waybill.domain.replay.ReplayStatus;
import dev.waybill.domain.replay.Selection;
import dev.waybill.inbound.console.piece.Badge;
import dev.waybill.inbound.console.piece.Figures;
import dev.waybill.inbound.console.piece.Progress;
import dev.waybill.inbound.console.piece.Tone;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;

/**
 * The newest replays.
 *
 * @param live whether one of them still moves
 */
record ReplayList(List<Row> rows, boolean live) {
  ReplayList {
    rows = List.copyOf(rows);
  }

  static ReplayList of(List<Replay> replays, ConnectorNames names, Instant now) {
    var called = new HashMap<ConnectorId, String>();
    return new ReplayList(
        replays.stream()
            .map(
                replay ->
                    Row.of(replay, called.computeIfAbsent(replay.connector(), names::of), now))
            .toList(),
        replays.stream().anyMatch(replay -> replay.status() == ReplayStatus.RUNNING));
  }

  /**
   * One replay.
   *
   * @param counts what became of its events so far
   * @param open whether it can be paused, resumed or cancelled
   */
  record Row(
      String id,
      String connector,
      String what,
      Badge status,
      Progress progress,
      String counts,
      String begun,
      String ends,
      boolean running,
      boolean open) {
    /** Names its row while it is open. */
    String anchor() {
      return "open-" + id;
    }

    private static Row of(Replay replay, String connector, Instant now) {
      var status = replay.status();
      return new Row(
          replay.id().toString(),
          connector,
          what(replay.selection()),
          badge(status),
          progress(replay),
          counts(replay),
          Figures.from(now, replay.createdAt()),
          replay.estimatedEnd().map(end -> "done " + Figures.from(now, end)).orElse(""),
          status == ReplayStatus.RUNNING,
          !status.isOver());
    }

    private static String what(Selection selection) {
      return switch (selection) {
        case Selection.DeadLetters dead when dead.codes().isEmpty() -> "All dead letters";
        case Selection.DeadLetters dead ->
            "Dead letters of " + String.join(", ", dead.codes().stream().sorted().toList());
        case Selection.TimeRange range ->
            "Received from " + Figures.moment(range.from()) + " to " + Figures.moment(range.to());
      };
    }

    private static Badge badge(ReplayStatus status) {
      return switch (status) {
        case RUNNING -> new Badge(Tone.BUSY, "running");
        case PAUSED -> new Badge(Tone.WARN, "paused");
        case CANCELLED -> new Badge(Tone.PLAIN, "cancelled");
        case FINISHED -> new Badge(Tone.GOOD, "finished");
      };
    }

    private static Progress progress(Replay replay) {
      var progress = replay.progress();
      var label =
          Figures.count(progress.done())
              + " of "
              + Figures.count(progress.selected())
              + (replay.selection() instanceof Selection.DeadLetters ? " moved" : " sent");
      return new Progress(label, progress.done(), progress.selected());
    }

    private static String counts(Replay replay) {
      return switch (replay.progress()) {
        case Moves moves ->
            moves.withoutPayload() == 0
                ? "Moved back to retrying; what became of them is in the ledger."
                : Figures.count(moves.withoutPayload())
                    + " stay dead: their payload is past its time.";
        case Deliveries it ->
            "%s delivered, %s dead, %s expired, %s filtered"
                .formatted(
                    Figures.count(it.redelivered()),
                    Figures.count(it.dead()),
                    Figures.count(it.expired()),
                    Figures.count(it.filtered()));
      };
    }
  }
}
