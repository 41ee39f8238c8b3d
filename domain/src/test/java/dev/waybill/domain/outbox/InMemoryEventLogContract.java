package dev.waybill.domain.outbox;

import dev.waybill.domain.source.SourceId;

/** The contract of a log over one in memory. */
class InMemoryEventLogContract extends EventLogContract {
  private final EventLog log;
  private int sources;

  InMemoryEventLogContract(EventLog log) {
    this.log = log;
  }

  @Override
  protected EventLog log() {
    return log;
  }

  @Override
  protected SourceId newSource() {
    return new SourceId(++sources);
  }
}
