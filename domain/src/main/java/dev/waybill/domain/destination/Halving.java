package dev.waybill.domain.destination;

import dev.waybill.domain.destination.Outcome.Cause;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One delivery to a platform that takes or refuses a call as one unit: halves what was refused
 * until the bad event stands alone, sends no event again that was settled, and stops calling once
 * the platform wants no more. For one delivery and one thread.
 */
public final class Halving {
  /** So many single events refused alike, and none taken, say that the fault is not theirs. */
  static final int ALIKE = 16;

  /** Makes one call that carries the events at these positions of the batch. */
  @FunctionalInterface
  public interface Sender {
    Answer send(List<Integer> positions);
  }

  /** What the platform said to one call. */
  public sealed interface Answer {
    /**
     * The call is settled, event by event.
     *
     * @param outcomes one for each position sent, in order
     */
    record Settled(List<Outcome> outcomes) implements Answer {
      public Settled {
        outcomes = List.copyOf(outcomes);
      }
    }

    /**
     * The call was refused as one unit for what it carried.
     *
     * @param alone what this means for an event that was the only one in the call
     * @param suspect which of the positions sent the platform named, counted from 0; any number
     *     that is none of them counts as none named
     */
    record Refused(Outcome alone, @Nullable Integer suspect) implements Answer {}

    /**
     * The call was not taken, and further calls would not be either. What a call that was never
     * made would have carried gets the same outcome, but a platform cannot have taken it: {@link
     * Cause#UNANSWERED} becomes {@link Cause#TRANSIENT} there.
     */
    record Stopped(Outcome outcome, Reach reach) implements Answer {}

    /** Every event of the call has the same outcome. */
    static Answer settled(List<Integer> positions, Outcome outcome) {
      return new Settled(positions.stream().map(_ -> outcome).toList());
    }
  }

  /** How far a stop reaches. */
  public enum Reach {
    /** The rest of the group. */
    GROUP,
    /** Everything not yet sent, in this group and those that follow. */
    DELIVERY
  }

  private final @Nullable Outcome[] outcomes;
  private @Nullable Outcome stop;

  /**
   * @param events how many events the batch has
   */
  public Halving(int events) {
    outcomes = new Outcome[events];
  }

  /**
   * Sends one group: events that go to one place of the platform, already cut into calls that are
   * within its limits.
   */
  public void send(List<List<Integer>> calls, Sender sender) {
    new Group(calls).send(sender);
  }

  /**
   * The outcomes in the order of the batch.
   *
   * @throws IllegalStateException when an event was in no group
   */
  public List<Outcome> outcomes() {
    if (Arrays.stream(outcomes).anyMatch(Objects::isNull)) {
      throw new IllegalStateException("an event of the batch was in no group");
    }
    return Arrays.stream(outcomes).map(Objects::requireNonNull).toList();
  }

  private final class Group {
    private final Deque<List<Integer>> waiting;
    private final List<Integer> alone = new ArrayList<>();
    private final Set<Integer> suspects = new HashSet<>();
    private boolean passed;
    private boolean misled;

    Group(List<List<Integer>> calls) {
      waiting = new ArrayDeque<>(calls);
    }

    void send(Sender sender) {
      while (!waiting.isEmpty()) {
        var positions = waiting.pop();
        if (stop != null) {
          settle(positions, stop);
        } else {
          take(positions, sender.send(positions));
        }
      }
    }

    private void take(List<Integer> positions, Answer answer) {
      switch (answer) {
        case Answer.Settled(var settled) -> settle(positions, settled);
        case Answer.Refused(var outcome, _) when positions.size() == 1 ->
            refuse(positions.getFirst(), outcome);
        case Answer.Refused(_, var suspect) -> split(positions, suspect);
        case Answer.Stopped(var outcome, var reach) -> stop(positions, outcome, reach);
      }
    }

    private void settle(List<Integer> positions, List<Outcome> settled) {
      if (settled.size() != positions.size()) {
        throw new IllegalArgumentException(
            "wanted " + positions.size() + " outcomes, got " + settled.size());
      }
      for (int i = 0; i < positions.size(); i++) {
        boolean accepted = settled.get(i) instanceof Outcome.Accepted;
        passed |= accepted;
        // A platform that points at good events would cost a call for every event of the batch.
        misled |= accepted && suspects.contains(positions.get(i));
        outcomes[positions.get(i)] = settled.get(i);
      }
    }

    private void refuse(int position, Outcome outcome) {
      outcomes[position] = outcome;
      alone.add(position);
      Predicate<Integer> alike = other -> outcome.equals(outcomes[other]);
      if (!passed && alone.size() >= ALIKE && alone.stream().allMatch(alike)) {
        stop(alone, blocked(outcome), Reach.GROUP);
      }
    }

    private void split(List<Integer> positions, @Nullable Integer suspect) {
      if (!misled && suspect != null && suspect >= 0 && suspect < positions.size()) {
        suspects.add(positions.get(suspect));
        var rest = new ArrayList<>(positions);
        rest.remove(suspect.intValue());
        waiting.push(rest);
        waiting.push(List.of(positions.get(suspect)));
        return;
      }
      int middle = positions.size() / 2;
      waiting.push(positions.subList(middle, positions.size()));
      waiting.push(positions.subList(0, middle));
    }

    private void stop(List<Integer> positions, Outcome outcome, Reach reach) {
      settle(positions, outcome);
      var unsent = unsent(outcome);
      waiting.forEach(call -> settle(call, unsent));
      waiting.clear();
      if (reach == Reach.DELIVERY) {
        stop = unsent;
      }
    }

    private void settle(List<Integer> positions, Outcome outcome) {
      positions.forEach(position -> outcomes[position] = outcome);
    }
  }

  private static Outcome unsent(Outcome outcome) {
    return outcome instanceof Outcome.Deferred(var cause, var code, var message, var after)
            && cause == Cause.UNANSWERED
        ? new Outcome.Deferred(Cause.TRANSIENT, code, message, after)
        : outcome;
  }

  private static Outcome blocked(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Rejected(var code, var message) -> blocked(code, message);
      case Outcome.Deferred(_, var code, var message, _) -> blocked(code, message);
      case Outcome.Blocked blocked -> blocked;
      case Outcome.Accepted _ -> throw new IllegalArgumentException("a refusal cannot accept");
    };
  }

  private static Outcome blocked(String code, String message) {
    return new Outcome.Blocked(
        code, ALIKE + " events in a row were refused alike and none was taken: " + message);
  }
}
