package dev.waybill.domain.connector;

import java.time.Instant;

/** Where a lane begins in its source; always on the boundary of an ingest commit. */
public sealed interface LaneStart {
  /** After everything that is there when the promotion commits. */
  record Now() implements LaneStart {}

  /** With the oldest event the log still holds. */
  record Earliest() implements LaneStart {}

  /** With the first commit at or after that time. */
  record At(Instant time) implements LaneStart {}
}
