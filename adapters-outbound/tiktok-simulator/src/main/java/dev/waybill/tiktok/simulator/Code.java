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
  THROTTLED(40100, 401),
  WRONG_APP(40101, 401),
  EXPIRED_TOKEN(40102, 401),
  EXPIRED_REFRESH_TOKEN(40103, 400),
  EMPTY_TOKEN(40104, 401),
  INVALID_TOKEN(40105, 401),
  INVALID_REFRESH_TOKEN(40107, 400),
  INVALID_GRANT_TYPE(40108, 400),
  AUTH_CODE(40110, 400),
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
