package dev.waybill.bootstrap.bench;

import dev.waybill.bootstrap.bench.Snapshot.Cpu;
import dev.waybill.persistence.measure.DatabaseMeter;

/** Where the counts of a run are read. */
final class Instruments {
  private final BenchStage stage;
  private final DatabaseMeter meter;
  private final long postmaster;

  Instruments(BenchStage stage, DatabaseMeter meter) {
    this.stage = stage;
    this.meter = meter;
    this.postmaster = ProcessCounters.parent(meter.backendPid(), "postgres").orElse(0);
  }

  Snapshot snapshot(BenchConnector connector, BacklogGate gate) throws InterruptedException {
    var database = meter.counters();
    var cpu = cpu();
    long delivered = connector.account().delivered();
    return new Snapshot(System.nanoTime(), gate.answered(), delivered, database, cpu);
  }

  private Cpu cpu() {
    return new Cpu(
        // A server on another machine costs this one nothing.
        postmaster == 0 ? 0 : ProcessCounters.cpuSecondsWithChildren(postmaster),
        ProcessCounters.cpuSeconds(stage.platformPid()),
        ProcessCounters.cpuSeconds(stage.simulatorPid()),
        ProcessCounters.cpuSeconds(ProcessHandle.current().pid()));
  }

  long platformPeakMib() {
    return ProcessCounters.peakResidentMib(stage.platformPid());
  }
}
