package dev.waybill.bootstrap.demo;

import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;

/** What the sender was answered, counted. One thread at a time. */
final class Tally {
  private long sent;
  private long accepted;
  private long duplicate;
  private long rejected;

  void add(int events, JsonObject answer) {
    sent += events;
    accepted += number(answer, "accepted");
    duplicate += number(answer, "duplicate");
    rejected += number(answer, "rejected");
  }

  long sent() {
    return sent;
  }

  long accepted() {
    return accepted;
  }

  long duplicate() {
    return duplicate;
  }

  long rejected() {
    return rejected;
  }

  static long number(JsonObject object, String name) {
    return object.get(name) instanceof JsonNumber number ? number.value().longValueExact() : 0;
  }
}
