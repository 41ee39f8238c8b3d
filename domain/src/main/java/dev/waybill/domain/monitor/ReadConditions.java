package dev.waybill.domain.monitor;

import java.util.List;

/**
 * What is degraded, as this node saw it at its last look, a few seconds ago. Answers from memory,
 * throws nothing, also while the database is away. Safe for use by many threads.
 */
@FunctionalInterface
public interface ReadConditions {
  /** In the order of their kinds; empty when all is well. */
  List<Condition> conditions();
}
