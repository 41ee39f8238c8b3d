package dev.waybill.inbound.health;

import java.util.List;

/** Whether this node can do its work now. Safe for use by many threads; answers within seconds. */
@FunctionalInterface
public interface Readiness {
  List<Check> checks();

  /**
   * One thing that must be well.
   *
   * @param detail what was found, for people; no secrets
   */
  record Check(String name, boolean ok, String detail) {}
}
