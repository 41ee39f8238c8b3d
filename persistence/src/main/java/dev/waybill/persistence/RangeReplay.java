package dev.waybill.persistence;

import dev.waybill.domain.replay.Progress;
import dev.waybill.domain.replay.ReplayId;
import org.jdbi.v3.core.Handle;

/** How far the replay of a time range has come. */
final class RangeReplay {
  private RangeReplay() {}

  static Progress progress(Handle handle, ReplayId id, long selected) {
    throw new UnsupportedOperationException(handle + " " + id + selected);
  }
}
