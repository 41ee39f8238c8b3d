package dev.waybill.tiktok.simulator;

import java.util.Optional;

/** What is wrong with one event, and at which field. */
record Problem(Code code, String path, String reason) {

  static Optional<Problem> at(String path, String reason) {
    return Optional.of(new Problem(Code.PARAMETER, path, reason));
  }

  /** The same problem seen from one level further out. */
  Problem within(String outer) {
    return new Problem(code, path.isEmpty() ? outer : outer + "." + path, reason);
  }

  String message() {
    return "Invalid value for " + path + ": " + reason;
  }
}
