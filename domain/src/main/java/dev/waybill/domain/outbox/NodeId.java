package dev.waybill.domain.outbox;

import java.util.UUID;

/** One running process of the platform; a new one at every start. */
public record NodeId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
