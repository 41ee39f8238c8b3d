package dev.waybill.tiktok.simulator;

import java.util.Optional;

/** What is wrong with one event, at which field, and which check found it. */
record Problem(Stage stage, Code code, String path, String reason) {

  /** The checks in their order: the problem of the earliest one is told. */
  enum Stage {
    SHAPE,
    NAME,
    TIME,
    ID,
    USER,
    BLOCK,
    CONTENT
  }

  static Optional<Problem> ofShape(String reason) {
    return at(Stage.SHAPE, "", reason);
  }

  static Optional<Problem> at(Stage stage, String path, String reason) {
    return Optional.of(new Problem(stage, Code.PARAMETER, path, reason));
  }

  /** The one to be told; of two from one check the first. */
  static Optional<Problem> earlier(Optional<Problem> first, Optional<Problem> second) {
    if (first.isEmpty() || second.isEmpty()) {
      return first.isPresent() ? first : second;
    }
    return second.get().stage().compareTo(first.get().stage()) < 0 ? second : first;
  }

  /** The same problem seen from one level further out. */
  Problem within(String outer) {
    return new Problem(stage, code, path.isEmpty() ? outer : outer + "." + path, reason);
  }

  String message() {
    return "Invalid value for " + path + ": " + reason;
  }
}
