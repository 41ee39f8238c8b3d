package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.SimulatorOptions.Mode;
import java.util.Set;

/** What an email or phone that is not a SHA-256 in lower-case hex comes to. */
enum HashRule {
  REFUSED,
  NOTED;

  static HashRule in(Set<Mode> modes) {
    return modes.contains(Mode.UNHASHED_ACCEPTED) ? NOTED : REFUSED;
  }
}
