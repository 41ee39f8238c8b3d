package dev.waybill.tiktok.simulator;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Findings as they add up; confined to one thread, or to whoever holds the lock around it. */
final class Findings {
  private static final int NAMES = 100;
  private static final int NAME_LENGTH = 80;

  private static final Finding[] KINDS = Finding.values();

  private final long[] counts = new long[KINDS.length];
  private final Set<String> unknownNames = new TreeSet<>();

  void add(Finding finding) {
    counts[finding.ordinal()]++;
  }

  void addIf(boolean found, Finding finding) {
    if (found) {
      add(finding);
    }
  }

  void unknownField(String group, String name) {
    add(Finding.UNKNOWN_FIELDS);
    var path = group.isEmpty() ? name : group + "." + name;
    remember(path.substring(0, Math.min(path.length(), NAME_LENGTH)));
  }

  void addAll(Findings others) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += others.counts[i];
    }
    others.unknownNames.forEach(this::remember);
  }

  Map<String, Long> counts() {
    var copy = new HashMap<String, Long>();
    for (var finding : KINDS) {
      if (counts[finding.ordinal()] > 0) {
        copy.put(finding.key(), counts[finding.ordinal()]);
      }
    }
    return copy;
  }

  Set<String> unknownNames() {
    return unknownNames;
  }

  private void remember(String path) {
    if (unknownNames.size() < NAMES) {
      unknownNames.add(path);
    }
  }
}
