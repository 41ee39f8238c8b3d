package dev.waybill.tiktok.simulator;

import java.util.Optional;

/** Why a whole call is not taken. */
record Refusal(Code code, String message) {

  static Optional<Refusal> of(Code code, String message) {
    return Optional.of(new Refusal(code, message));
  }

  static Optional<Refusal> parameter(String path, String reason) {
    return of(Code.PARAMETER, "Invalid value for " + path + ": " + reason);
  }
}
