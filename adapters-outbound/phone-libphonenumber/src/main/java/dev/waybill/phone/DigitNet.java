package dev.waybill.phone;

import dev.waybill.phone.DigitPattern.Choice;
import dev.waybill.phone.DigitPattern.OneOf;
import dev.waybill.phone.DigitPattern.Repeat;
import dev.waybill.phone.DigitPattern.Sequence;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Many patterns followed at once: a set of steps that may come next says how far each has got. A
 * pattern has matched when the end it was given is in the set.
 */
final class DigitNet {
  private record Step(int digits, BitSet then) {}

  private final List<Step> steps = new ArrayList<>();
  private final Map<Step, Integer> known = new HashMap<>();

  /** An end that is reached by the whole text only. */
  BitSet endOfText() {
    return end(0);
  }

  /** An end that is reached by any text that begins with what leads to it. */
  BitSet endOfBeginning() {
    return end(DigitPattern.ANY_DIGIT);
  }

  private BitSet end(int digits) {
    // Never looked up as a known step: any digit that leads to the end of a beginning looks the
    // same.
    var self = only(steps.size());
    steps.add(new Step(digits, self));
    return self;
  }

  /** Where to begin in order to match the pattern and go on with what is given. */
  BitSet enter(DigitPattern pattern, BitSet then) {
    return switch (pattern) {
      case OneOf(var digits) -> step(digits, then);
      case Choice(var parts) ->
          parts.stream().map(part -> enter(part, then)).reduce(new BitSet(), DigitNet::union);
      case Sequence(var parts) -> enterAll(parts, then);
      case Repeat(var part, var least, var most) -> enterRepeat(part, least, most, then);
    };
  }

  private BitSet enterAll(List<DigitPattern> parts, BitSet then) {
    var entry = then;
    for (var part : parts.reversed()) {
      entry = enter(part, entry);
    }
    return entry;
  }

  private BitSet enterRepeat(DigitPattern part, int least, int most, BitSet then) {
    var entry = then;
    for (var optional = least; optional < most; optional++) {
      entry = union(enter(part, entry), then);
    }
    for (var needed = 0; needed < least; needed++) {
      entry = enter(part, entry);
    }
    return entry;
  }

  /** The steps that may come next after one more digit. */
  BitSet after(BitSet at, int digit) {
    var next = new BitSet();
    for (var id = at.nextSetBit(0); id >= 0; id = at.nextSetBit(id + 1)) {
      var step = steps.get(id);
      if ((step.digits >> digit & 1) == 1) {
        next.or(step.then);
      }
    }
    return next;
  }

  private BitSet step(int digits, BitSet then) {
    var step = new Step(digits, then);
    var id = known.putIfAbsent(step, steps.size());
    if (id != null) {
      return only(id);
    }
    steps.add(step);
    return only(steps.size() - 1);
  }

  private static BitSet only(int id) {
    var set = new BitSet();
    set.set(id);
    return set;
  }

  static BitSet union(BitSet one, BitSet other) {
    var both = (BitSet) one.clone();
    both.or(other);
    return both;
  }
}
