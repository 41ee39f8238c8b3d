package dev.waybill.domain.alert;

/** Where alerts are sent to. */
@FunctionalInterface
public interface AlertChannel {
  /** Sends once, within about half a minute; throws nothing for what the receiver does. */
  Sent send(Notice notice);

  /** What came of it. */
  enum Sent {
    TAKEN,
    /** Worth another try. */
    NOT_NOW,
    /** The receiver wants no more of them, or may not be called; another try is of no use. */
    NEVER
  }
}
