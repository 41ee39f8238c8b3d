package dev.waybill.domain.outbox;

import java.time.Instant;
import java.time.InstantSource;

/** The fake passes the contract. */
class InMemoryOutboxTest extends InMemoryOutboxContract {
  InMemoryOutboxTest() {
    super(new InMemoryOutbox(InstantSource.fixed(Instant.parse("2026-05-01T12:00:00Z"))));
  }
}
