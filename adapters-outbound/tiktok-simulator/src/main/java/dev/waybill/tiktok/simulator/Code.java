package dev.waybill.tiktok.simulator;

/**
 * TikTok's own verdicts as far as the simulator gives them by itself, each with the HTTP status it
 * travels under.
 */
enum Code {
  OK(0, 200),
  PERMISSION(40001, 200),
  PARAMETER(40002, 400),
  NOT_HASHED(40062, 400),
  EMPTY_TOKEN(40104, 401),
  INVALID_TOKEN(40105, 401),
  NO_ROUTE(40400, 404),
  SYSTEM(50000, 500);

  private final int number;
  private final int httpStatus;

  Code(int number, int httpStatus) {
    this.number = number;
    this.httpStatus = httpStatus;
  }

  int number() {
    return number;
  }

  int httpStatus() {
    return httpStatus;
  }
}
