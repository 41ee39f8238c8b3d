package dev.waybill.domain.mapping;

import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import java.util.ArrayList;
import java.util.List;

/** The mistakes found so far in something a user wrote, so that all are told at once. */
final class Faults {
  private final List<Problem> problems = new ArrayList<>();

  void add(JsonPointer at, String code, String message) {
    problems.add(Problem.at(at, code, message));
  }

  boolean none() {
    return problems.isEmpty();
  }

  List<Problem> all() {
    return List.copyOf(problems);
  }
}
