package dev.waybill.domain.replay;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorListener;
import dev.waybill.domain.outbox.AuditLog;
import dev.waybill.domain.relay.ConnectorWindows;
import dev.waybill.domain.replay.Replays.Change;
import dev.waybill.domain.replay.Replays.Creation;
import dev.waybill.domain.replay.Replays.Finding;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Begins and changes replays, and keeps a record of who did. */
public final class ReplayAdmin implements ManageReplays {
  private static final int LATEST = 100;

  private final Replays replays;
  private final ConnectorWindows windows;
  private final AuditLog audit;
  private final ConnectorListener listener;
  private final InstantSource clock;

  /**
   * @param listener is told of each connector whose replay was begun or changed
   */
  public ReplayAdmin(
      Replays replays,
      ConnectorWindows windows,
      AuditLog audit,
      ConnectorListener listener,
      InstantSource clock) {
    this.replays = replays;
    this.windows = windows;
    this.audit = audit;
    this.listener = listener;
    this.clock = clock;
  }

  @Override
  public Finding preview(Wanted wanted) {
    var cutoffs =
        windows.of(wanted.connector()).map(lengths -> Cutoffs.of(lengths, clock.instant()));
    var finding = replays.survey(wanted.connector(), wanted.selection(), cutoffs.orElse(null));
    return finding instanceof Finding.Found(var survey)
        ? new Finding.Found(survey.heldTo(windows.eventsPerSecond(wanted.connector()).orElse(null)))
        : finding;
  }

  @Override
  public Creation begin(Wanted wanted) {
    var creation = replays.create(wanted.connector(), wanted.selection(), wanted.rate());
    if (creation instanceof Creation.Created(var replay)) {
      tell("create_replay", replay);
    }
    return creation;
  }

  @Override
  public Optional<Replay> find(ReplayId id) {
    return replays.find(id);
  }

  @Override
  public List<Replay> latest(@Nullable ConnectorId connector) {
    return replays.latest(connector, LATEST);
  }

  @Override
  public Change pause(ReplayId id) {
    return change("pause_replay", id, ReplayStatus.PAUSED);
  }

  @Override
  public Change resume(ReplayId id) {
    return change("resume_replay", id, ReplayStatus.RUNNING);
  }

  @Override
  public Change cancel(ReplayId id) {
    return change("cancel_replay", id, ReplayStatus.CANCELLED);
  }

  @Override
  public boolean advance() {
    return replays.advance();
  }

  private Change change(String action, ReplayId id, ReplayStatus to) {
    var change = replays.change(id, to);
    if (change instanceof Change.Changed(var replay, boolean news) && news) {
      tell(action, replay);
    }
    return change;
  }

  private void tell(String action, Replay replay) {
    audit.record(action, replay.id() + " " + replay.connector());
    listener.changed(replay.connector());
  }
}
