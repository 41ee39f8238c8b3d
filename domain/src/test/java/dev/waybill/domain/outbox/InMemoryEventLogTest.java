package dev.waybill.domain.outbox;

import java.time.Instant;
import java.time.InstantSource;

/** The fake passes the contract of a log. */
class InMemoryEventLogTest extends InMemoryEventLogContract {
  InMemoryEventLogTest() {
    super(new InMemoryOutbox(InstantSource.fixed(Instant.parse("2026-05-01T12:00:00Z"))));
  }
}
