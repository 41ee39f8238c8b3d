package dev.waybill.domain.mapping;

import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import java.util.ArrayList;
import java.util.List;

/** What is worth telling about one event while it is mapped. */
final class Findings {
  private final List<Problem> notes = new ArrayList<>(0);
  private final List<Problem> problems = new ArrayList<>(0);

  /** Notes what was left out; the same thing about the same field is told once. */
  void note(JsonPointer at, String code, String message) {
    var note = Problem.at(at, code, message);
    if (notes.isEmpty() || !notes.getLast().equals(note)) {
      notes.add(note);
    }
  }

  void problem(JsonPointer at, String code, String message) {
    problems.add(Problem.at(at, code, message));
  }

  List<Problem> notes() {
    return notes;
  }

  List<Problem> problems() {
    return problems;
  }
}
