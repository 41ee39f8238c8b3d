package dev.waybill.bootstrap.bench;

import dev.waybill.persistence.measure.ServerCounters;

/**
 * All counts at one moment.
 *
 * @param nanos of this process's clock
 * @param ingested events answered with 202
 * @param delivered events, by the ledger
 */
record Snapshot(long nanos, long ingested, long delivered, ServerCounters database, Cpu cpu) {
  /** Seconds of processor time used by each process. */
  record Cpu(double database, double platform, double simulator, double generator) {
    Cpu minus(Cpu earlier) {
      return new Cpu(
          database - earlier.database,
          platform - earlier.platform,
          simulator - earlier.simulator,
          generator - earlier.generator);
    }

    Cpu dividedBy(double number) {
      return new Cpu(database / number, platform / number, simulator / number, generator / number);
    }
  }
}
