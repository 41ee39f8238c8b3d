package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is worth telling about one event while it is mapped, and how much work may still be done.
 */
final class Findings {
  /** An event holds 64 KiB: this is the room for several copies of it, and for no more. */
  static final int MOST_WORK = 250_000;

  /** More than anybody reads, and few enough to be kept for one event. */
  private static final int MOST_NOTES = 1_000;

  private final List<Problem> notes = new ArrayList<>(0);
  private final List<Problem> problems = new ArrayList<>(0);
  private final @Nullable Trace trace;
  private int workLeft = MOST_WORK;
  private long judged;
  private long held;
  private @Nullable String lastMember;
  private @Nullable Json last;

  Findings(@Nullable Trace trace) {
    this.trace = trace;
  }

  /** Who wants to know how each value came about; null in everyday work. */
  @Nullable Trace trace() {
    return trace;
  }

  /** Whether there is room for so much more; once it is used up there is none for anything. */
  boolean spend(long work) {
    if (work > workLeft) {
      workLeft = -1;
      return false;
    }
    workLeft -= (int) work;
    return true;
  }

  /** Whether a condition holds for the event; remembered for the first 64. */
  boolean holds(Condition condition, int known, Json event) {
    if (known >= Long.SIZE) {
      return condition.holds(event);
    }
    long bit = 1L << known;
    if ((judged & bit) == 0) {
      judged |= bit;
      held |= condition.holds(event) ? bit : 0;
    }
    return (held & bit) != 0;
  }

  /** A member of the event. Most paths of a mapping lead into the one that the path before did. */
  @Nullable Json member(String name, JsonObject event) {
    if (!name.equals(lastMember)) {
      lastMember = name;
      last = event.get(name);
    }
    return last;
  }

  boolean isSpent() {
    return workLeft < 0;
  }

  /** Notes what was left out; the same thing about the same field is told once. */
  void note(JsonPointer at, String code, String message) {
    var note = Problem.at(at, code, message);
    if (notes.size() < MOST_NOTES && (notes.isEmpty() || !notes.getLast().equals(note))) {
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
