package dev.waybill.tiktok.simulator;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Findings as they add up; confined to one thread, or to whoever holds the lock around it. */
final class Findings {
  private static final int NAMES = 100;
  private static final int NAME_LENGTH = 80;

  private final Map<Finding, Long> counts = new EnumMap<>(Finding.class);
  private final Set<String> unknownNames = new TreeSet<>();

  void add(Finding finding) {
    counts.merge(finding, 1L, Long::sum);
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
    others.counts.forEach((finding, count) -> counts.merge(finding, count, Long::sum));
    others.unknownNames.forEach(this::remember);
  }

  Map<String, Long> counts() {
    var copy = new HashMap<String, Long>();
    counts.forEach((finding, count) -> copy.put(finding.key(), count));
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
