package dev.waybill.domain.outbox;

/** Who uncovered or changed what; append-only and durable. Safe for use by many threads. */
public interface AuditLog {
  /**
   * @param action a stable word, such as {@code reveal_event}
   * @param subject the id it was done to; never personal data
   */
  void record(String action, String subject);
}
