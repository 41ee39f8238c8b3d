package dev.waybill.tiktok.simulator;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sets of names, written as text. */
final class Words {
  private Words() {}

  // Looked into for every field of every event, where a HashSet is faster than Set.copyOf.
  static Set<String> in(String text) {
    return Collections.unmodifiableSet(new HashSet<>(List.of(text.split("\\s+"))));
  }
}
