package dev.waybill.bootstrap.bench;

import dev.waybill.bootstrap.bench.Snapshot.Cpu;
import dev.waybill.persistence.measure.DatabaseMeter;

/** Where the counts of a run are read. */
final class Instruments {
  private final BenchStage stage;
  private final DatabaseMeter meter;

  Instruments(BenchStage stage, DatabaseMeter meter) {
    this.stage = stage;
    this.meter = meter;
  }

  Snapshot snapshot(BenchConnector connector, BacklogGate gate) throws InterruptedException {
    var database = meter.counters();
    var cpu = cpu();
    long delivered = connector.account().delivered();
    return new Snapshot(System.nanoTime(), gate.answered(), delivered, database, cpu);
  }

  private Cpu cpu() {
    return new Cpu(
        databaseCpuSeconds(meter),
        ProcessCounters.cpuSeconds(stage.platformPid()),
        ProcessCounters.cpuSeconds(stage.simulatorPid()),
        ProcessCounters.cpuSeconds(ProcessHandle.current().pid()));
  }

  /** Seconds used by all of the server's processes; none by a server on another machine. */
  static double databaseCpuSeconds(DatabaseMeter meter) {
    var first = ProcessCounters.parent(meter.backendPid(), "postgres");
    return first.isPresent() ? ProcessCounters.cpuSecondsWithChildren(first.getAsLong()) : 0;
  }

  long platformPeakMib() {
    return ProcessCounters.peakResidentMib(stage.platformPid());
  }
}
