package dev.waybill.domain.alert;

/** Where alerts are sent to. */
@FunctionalInterface
public interface AlertChannel extends AutoCloseable {
  /** Sends once, within about half a minute; throws nothing for what the receiver does. */
  Sent send(Notice notice);

  @Override
  default void close() {}

  /** What came of it. */
  enum Sent {
    TAKEN,
    /** Worth another try. */
    NOT_NOW,
    /** The receiver wants no more of them, or may not be called; another try is of no use. */
    NEVER
  }
}
