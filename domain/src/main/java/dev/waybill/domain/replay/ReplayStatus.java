package dev.waybill.domain.replay;

import java.util.Locale;
import java.util.Optional;

/** Whether a replay goes on. */
public enum ReplayStatus {
  RUNNING,
  PAUSED,
  /** Ended by the operator: what remains is never sent. */
  CANCELLED,
  /** Nothing remains. */
  FINISHED;

  public boolean isOver() {
    return this == CANCELLED || this == FINISHED;
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ReplayStatus> ofWire(String text) {
    for (var status : values()) {
      if (status.wire().equals(text)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
