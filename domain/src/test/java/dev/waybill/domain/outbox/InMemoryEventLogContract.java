package dev.waybill.domain.outbox;

import dev.waybill.domain.source.SourceId;

/** The contract of a log over an outbox in memory. */
class InMemoryEventLogContract extends EventLogContract {
  private final InMemoryOutbox outbox;
  private int sources;

  InMemoryEventLogContract(InMemoryOutbox outbox) {
    this.outbox = outbox;
  }

  @Override
  protected EventLog log() {
    return outbox;
  }

  @Override
  protected SourceId newSource() {
    return new SourceId(++sources);
  }
}
