package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Fault.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The fault rules in force; safe for many threads. */
final class Faults {
  private static final int MOST_RULES = 1_000;

  private final List<Rule> rules = new ArrayList<>();

  private static final class Rule {
    private final Fault fault;
    private long left;

    private Rule(Fault fault) {
      this.fault = fault;
      this.left = fault.times();
    }
  }

  synchronized void add(Fault fault) {
    if (rules.size() >= MOST_RULES) {
      throw new IllegalArgumentException("faults: at most " + MOST_RULES + " rules at a time");
    }
    rules.add(new Rule(fault));
  }

  synchronized void clear() {
    rules.clear();
  }

  /** The rule for a call whose body nobody has looked at; using it up. */
  Optional<Fault> takeUnread(String path) {
    return take(
        fault ->
            fault.effect() instanceof Effect.HangUpBeforeReading
                && fault.match().path().equals(path));
  }

  /** The rule for a report whose body is read; empty for one that is no JSON at all. */
  Optional<Fault> take(Optional<Envelope> envelope) {
    return take(fault -> isForRead(fault, Fault.TRACK) && matches(fault.match(), envelope));
  }

  /** The rule for a call to another path. */
  Optional<Fault> takeAt(String path) {
    return take(fault -> isForRead(fault, path));
  }

  private synchronized Optional<Fault> take(Predicate<Fault> wanted) {
    for (var rule : rules) {
      if (wanted.test(rule.fault)) {
        return Optional.of(use(rule));
      }
    }
    return Optional.empty();
  }

  private Fault use(Rule rule) {
    if (rule.left != Fault.FOREVER && --rule.left == 0) {
      rules.remove(rule);
    }
    return rule.fault;
  }

  private static boolean isForRead(Fault fault, String path) {
    return !(fault.effect() instanceof Effect.HangUpBeforeReading)
        && fault.match().path().equals(path);
  }

  private static boolean matches(Fault.Match match, Optional<Envelope> envelope) {
    return match
            .event()
            .map(name -> envelope.filter(it -> it.hasEvent(name)).isPresent())
            .orElse(true)
        && match
            .eventSourceId()
            .map(id -> envelope.filter(it -> it.eventSourceId().equals(id)).isPresent())
            .orElse(true);
  }
}
