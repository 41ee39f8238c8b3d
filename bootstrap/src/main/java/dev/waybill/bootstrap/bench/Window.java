package dev.waybill.bootstrap.bench;

/** A time under load, from one count to another. */
record Window(Snapshot from, Snapshot to) {
  double seconds() {
    return (to.nanos() - from.nanos()) / 1e9;
  }

  double ingestedPerSecond() {
    return (to.ingested() - from.ingested()) / seconds();
  }

  double deliveredPerSecond() {
    return delivered() / seconds();
  }

  /** From ingest to delivery: the slower of both, so that no backlog counts as speed. */
  double sustainedPerSecond() {
    return Math.min(ingestedPerSecond(), deliveredPerSecond());
  }

  long delivered() {
    return to.delivered() - from.delivered();
  }

  Snapshot.Cpu cpu() {
    return to.cpu().minus(from.cpu());
  }
}
